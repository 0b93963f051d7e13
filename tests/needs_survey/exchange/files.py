"""Files of responses, made by hand as people and tools make them."""

import io

import xlsxwriter

from needs_survey.exchange import xlsform
from needs_survey.exchange.importing import ResponseImport
from needs_survey.models import SurveyResponse
from pat_logistics.exchange.writing import bytes_of

# Every answer that the ten-minute form requires.
WHOLE = {
    "id": "1", "name": "Ferme du Vent", "commune": "48095", "plan_consent": "oui",
    "publication_consent": "non", "legal_form": "exploitation individuelle",
    "products_1_family": "cheese", "products_1_temperature": "chilled",
    "deliveries_1_customer_type": "restaurant", "deliveries_1_commune": "48095",
    "deliveries_1_frequency": "chaque semaine", "deliveries_1_kg_per_delivery": "12,5",
    "delivered_by": "customer", "changed_organisation": "no", "cost_known": "non", "cost_in_price": "partly",
    "tools": "paper", "cold_mastered": "yes", "irritants": "too_far winter", "sought": "du groupage",
    "ready_to": "entrust", "pioneer": "oui", "refuses_intermediaries": "non",
}  # fmt: skip


DELIVERY = {
    "customer_type": "restaurant", "commune": "48095", "frequency": "weekly", "kg_per_delivery": "12.5",
}  # fmt: skip


def run(advisor, content, *, apply=True):
    return ResponseImport(advisor).run(content, apply=apply)


def only(advisor, **changes):
    """What becomes of the whole response with these changes, alone in its file."""
    (outcome,) = run(advisor, csv_of(WHOLE | changes)).lines
    return outcome


def stored():
    return SurveyResponse.objects.get()


def csv_of(*responses):
    """Responses as header → text, as a CSV with semicolons."""
    headers = list(dict.fromkeys(name for each in responses for name in each))
    lines = [headers, *([each.get(name, "") for name in headers] for each in responses)]
    return "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines).encode()


def xlsform_of(definition, version=1):
    return bytes_of("xlsx", xlsform.sheets_of(definition, version))


def xlsx_of(**sheets):
    """Sheets as lists of rows."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()
