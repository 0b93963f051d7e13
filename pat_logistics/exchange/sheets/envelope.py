"""The letters of a CSV, whatever program saved it: read right, or refused with the line that tells.

Spreadsheets of Windows write cp1252 or UTF-8, those of the Mac MacRoman too, and « CSV (MS-DOS) » is cp850.
None of them says so in the file: « Pré » of a Mac is « PrŽ » for Windows. What tells is where the accents
stand in French words.
"""

import re

from pat_logistics.exchange.sheets.cells import CONTROL, NEITHER, UnreadableFileError

_SMALL, _CAPITAL = "éèêëàâîïôùûüçœ", "ÉÈÊËÀÂÎÏÔÙÛÜÇŒ"
_SIGNS = "\u00a0\u202f«»’‘“”–—…€°²³½×·•®©™"
# Where French has no such sign: what another encoding makes of an accent.
_ODD = re.compile(
    rf"(?<=[a-z{_SMALL}])[{_CAPITAL}]|(?<=[A-Z]{{2}})[{_SMALL}]|(?<!\w)[ÈÊËÎÏÙÛÜÇ](?!\w)"
    rf"|Î(?=[aeiouy])|(?<=\w)[“”•®©™](?=[a-z])|(?<=\w)«|»(?=\w)|[^\x00-\x7f{_SMALL}{_CAPITAL}{_SIGNS}]"
)
# Where somebody may have put the sign, or an accent stood: « lundi–vendredi », « ao–t ».
_DOUBTFUL = re.compile(r"(?<=[a-z])[‘–—…](?=[a-z])|(?<!\S)…(?= \w)")
_EIGHT_BITS = ("cp1252", "mac_roman", "cp858")

# What cp1252 makes of the bytes that follow the first of a letter in UTF-8.
_FOLLOWING = "".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0))
_TWICE = re.compile(rf"[ÂÃÅ][\u0080-\u00bf{re.escape(_FOLLOWING)}]|â€|â‚¬")
_GARBLED = re.compile(
    rf"{_TWICE.pattern}|[^\W\d_][‚ƒ„‡ˆ‰]|[a-z{_SMALL}][ŠŒŽ]|[^\W\d_]“(?=[a-z])|[‚ƒˆ](?=[^\W\d_])"
)
# What a program writes for a letter that it could not read.
LOST = "\ufffd"
_BYTES = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(256)} | {
    chr(byte): byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def decoded(content: bytes) -> str:
    """The text of a CSV. Accents it could not tell are left for `refuse_garbled` to find in their row."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _tried(content, "utf-16")
    else:
        try:
            text = _once(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            text = _eight_bits(content, error.start)
    if text is None or CONTROL.search(text):
        raise UnreadableFileError(NEITHER)
    return text


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _once(text: str) -> str:
    """UTF-8 that a program took for cp1252 and wrote in UTF-8 again, as it was before."""
    if not _TWICE.search(text):
        return text
    try:
        return bytes(_BYTES[sign] for sign in text).decode("utf-8").removeprefix("\ufeff")
    except (KeyError, UnicodeDecodeError):
        return text


def _eight_bits(content: bytes, start: int) -> str:
    """The text in the only encoding that gives French words; that of Windows when none does it better.

    `start`: of the first bytes that are not UTF-8.
    """
    texts = {name: text for name in _EIGHT_BITS if (text := _tried(content, name)) is not None}
    # Counted one by one: a list of millions of signs would take gigabytes.
    odd = {name: sum(1 for _ in _ODD.finditer(text)) for name, text in texts.items()}
    right = [name for name, number in odd.items() if not number]
    windows = texts.get("cp1252")
    if windows is not None and _TWICE.search(windows):
        raise UnreadableFileError(
            f"Deux façons d’écrire les accents se mélangent (ligne {_line(content, start)}). Enregistrez le "
            "fichier en « CSV UTF-8 »."
        )
    if windows is None:
        doubtful, best = _ODD.search(texts["mac_roman"]), right
    elif right:
        doubtful = _DOUBTFUL.search(windows) or _ODD.search(windows)
        best = right if doubtful else ["cp1252"]
    else:
        doubtful = _ODD.search(windows)
        best = ["cp1252"] if odd["cp1252"] == min(odd.values()) else []
    if len(best) == 1:
        return texts[best[0]]
    line = _line(content, doubtful.start() if doubtful else start)
    raise UnreadableFileError(
        f"Les accents de ce fichier ne se lisent pas (ligne {line}). Enregistrez-le en « CSV UTF-8 »."
    )


def _line(content: bytes, place: int) -> int:
    return len(content[: place + 1].splitlines())


def refuse_garbled(text: str, place: str) -> None:
    """Refuse a cell whose accents were broken before it came here: « PrŽ », « PrÃ© », « Pr\ufffd »."""
    if LOST in text:
        shown = next(word for word in text.split() if LOST in word)[:40]
        raise UnreadableFileError(
            f"{place} : « {shown} » ne se lit pas, une lettre accentuée s’est perdue. Reprenez le fichier "
            "d’origine, et enregistrez-le en « CSV UTF-8 »."
        )
    if found := _GARBLED.search(text):
        start, end = found.span()
        shown = f"{text[:start].rpartition(' ')[2][-20:]}{text[start:end]}{text[end:].partition(' ')[0][:20]}"
        raise UnreadableFileError(
            f"{place} : « {shown} » ne se lit pas, deux façons d’écrire les accents se mélangent. Reprenez "
            "le fichier d’origine, et enregistrez-le en « CSV UTF-8 »."
        )
