"""A mail, as lists show it and as somebody may send it again."""

from pat_logistics.mail.models import OutgoingMail
from pat_logistics.outbox.models import OutboxState


def test_a_mail_is_known_by_its_subject_and_its_reader_then_by_what_it_was_for():
    mail = OutgoingMail(key="essai-1", to="ferme@exemple.fr", subject="Un essai")
    assert str(mail) == "Un essai → ferme@exemple.fr"
    assert str(OutgoingMail(key="essai-1")) == "essai-1"


def test_a_mail_that_has_lost_its_text_is_not_sent_again():
    mail = OutgoingMail(state=OutboxState.REFUSED, body="Bonjour,")
    assert mail.may_be_sent_again
    mail.body = ""
    assert not mail.may_be_sent_again
