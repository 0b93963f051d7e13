"""`python -m tests.chaos.found` inside a portal: what it holds in the end, as JSON."""

import json
import sys
from collections import Counter

import django


def main():
    django.setup()
    from carriers.models import QuoteInvitation, QuoteMessage, QuoteRequest
    from carriers.quotes import mails
    from needs_survey.models import SurveyResponse
    from pat_logistics.mail.models import OutgoingMail
    from producers.models import Producer

    keys = [f"quote-question-{pk}" for pk in QuoteMessage.objects.values_list("pk", flat=True)]
    # Those of the story that were asked before it began have their mail behind them.
    asked = QuoteInvitation.objects.exclude(to_email__endswith="@transport.example")
    keys += [mails.ask_key(invitation) for invitation in asked]
    found = {
        # One farm, one request.
        "requests": Counter(QuoteRequest.objects.values_list("producer_id", flat=True)),
        "questions": Counter(QuoteMessage.objects.values_list("text", flat=True)),
        "diagnoses": {
            str(each.key): each.typed.get("identification", {}) for each in SurveyResponse.objects.all()
        },
        "phones": dict(Producer.objects.values_list("pk", "phone")),
        "unwritten": sorted(set(keys) - set(OutgoingMail.objects.values_list("key", flat=True))),
        "mails": {mail.message_id: mail.state for mail in OutgoingMail.objects.all()},
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
