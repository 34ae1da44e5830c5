"""What the functions share."""


def shout(text):
    return text.upper()
