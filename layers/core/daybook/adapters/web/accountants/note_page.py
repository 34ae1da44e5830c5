"""What an accountant keeps of a client for their own board: the firm's code, who looks after it, the next deadline."""

from daybook.adapters.web.http.requests import Problem, Redirect, Request, View
from daybook.adapters.web.http.visit import PortalSystems
from daybook.adapters.web.portal import CLIENTS_PATH
from daybook.adapters.web.setup.setup_frame import UNPROCESSABLE
from daybook.adapters.web.words.speech import speech_for
from daybook.application.access.clients import books_of, client_named
from daybook.application.access.sessions import Session
from daybook.domain.accountant.client_note import MOST_SIGNS_OF_A_PERSON, MOST_SIGNS_OF_A_REFERENCE, ClientNote
from daybook.domain.errors import LaunchRefusedError, Refusal


def note(
    request: Request, session: Session, systems: PortalSystems, problems: tuple[Problem, ...] = ()
) -> View | Redirect:
    """The form of one client."""
    if not session.guest:
        return Redirect("/")
    client, _ = client_named(session, request.query.get("books", ""), systems)
    kept, speech = books_of(session, systems)[client.books_id], speech_for(session.language)
    values = {
        "id": client.books_id,
        "reference": request.form.get("reference", kept.reference),
        "person": request.form.get("person", kept.looked_after_by),
        "deadline": request.form.get("deadline", str(kept.deadline or "")),
        "most_signs_of_a_reference": MOST_SIGNS_OF_A_REFERENCE,
        "most_signs_of_a_person": MOST_SIGNS_OF_A_PERSON,
    }
    title = speech.say("Your note about {company}", company=client.business)
    return View("accountant/note", title, values, UNPROCESSABLE if problems else 200, problems)


def keep_note(request: Request, session: Session, systems: PortalSystems) -> View | Redirect:
    """Keep the note, and go back to the board."""
    if not session.guest:
        return Redirect("/")
    client, _ = client_named(session, request.query.get("books", ""), systems)
    say, deadline = speech_for(session.language).say, request.day("deadline")
    reference, person = request.text("reference"), request.text("person")
    problems = []
    if len(reference) > MOST_SIGNS_OF_A_REFERENCE:
        text = say("At most {most} characters fit here.", most=MOST_SIGNS_OF_A_REFERENCE)
        problems.append(Problem("reference", text))
    if len(person) > MOST_SIGNS_OF_A_PERSON:
        problems.append(Problem("person", say("At most {most} characters fit here.", most=MOST_SIGNS_OF_A_PERSON)))
    if deadline is None and request.text("deadline"):
        problems.append(Problem("deadline", say("Enter a date, for example 2026-11-24.")))
    if problems:
        return note(request, session, systems, tuple(problems))
    if not systems.accountants.save_note(session.guest, client.books_id, ClientNote(reference, person, deadline)):
        raise LaunchRefusedError(Refusal.ACCESS_ENDED, "the grant ended while the note was written")
    return Redirect(CLIENTS_PATH)
