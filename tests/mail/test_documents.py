"""What is joined to a mail, and what keeps a mail from waiting for it."""

import pytest

from pat_logistics.mail import documents
from pat_logistics.mail.channel import MAIL
from pat_logistics.mail.services import queue_mail
from pat_logistics.outbox.services import deliver

pytestmark = pytest.mark.django_db

MADE = {"small": ("note.pdf", b"%PDF"), "big": ("gros.pdf", b"x" * (documents.MAX_BYTES + 1)), "gone": None}


def make(key, _to):
    return MADE[key]


@pytest.fixture
def sent(settings, mailoutbox):
    settings.MAIL_DOCUMENTS = {"test": f"{__name__}.make"}

    def send(document):
        mail = queue_mail(
            key=document, to="ferme@exemple.fr", subject="Note", template="mail/base.txt", context={},
            document=document,
        )  # fmt: skip
        deliver(MAIL, mail.pk)
        return mailoutbox[0]

    return send


def test_the_document_is_joined_when_the_mail_leaves(sent):
    mail = sent("test:small")
    assert mail.attachments == [("note.pdf", b"%PDF", "application/pdf")]
    assert documents.MISSING not in mail.body


@pytest.mark.parametrize("document", ["test:big", "test:gone", "test:fails", "unknown:key"])
def test_a_document_that_cannot_be_joined_does_not_keep_the_mail_back(sent, document):
    mail = sent(document)
    assert mail.attachments == []
    assert documents.MISSING in mail.body
