"""What an option is judged with."""

from cost_calc.engine.verdicts import Code, Severity, Verdict


def test_the_same_judgement_is_counted_once_whatever_its_numbers():
    near, far = (Verdict(Code.ATP_REQUIRED, Severity.WARNS, {"distance_km": km}) for km in (81, 300))
    assert hash(near) == hash(far)
    assert near != far


def test_a_code_reads_as_the_text_that_others_know_it_by():
    assert f"{Code.TOO_FAR_TO_COLLECT}" == "too-far-to-collect"
    assert len({code.value for code in Code}) == len(Code)


def test_a_judgement_holds_for_the_whole_shipment_unless_it_says_where():
    verdict = Verdict(Code.ON_QUOTE, Severity.INFORMS)
    assert (verdict.where, verdict.legs) == (True, ())
