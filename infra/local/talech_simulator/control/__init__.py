"""What talech does not have: the switches of the simulator under `/_control`, and its answers to "what is true?"."""
