"""Text of unknown origin made fit to print: no control characters, no lone surrogates, the same length."""

from __future__ import annotations

# C0 controls but tab and newline become their pictures; lone surrogates and non-characters, which UTF-8 or HTML cannot
# hold, become U+FFFD. One for one, so that positions in code points stay true.
_PRINTABLE = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_PRINTABLE |= {0x7F: 0x2421}
_PRINTABLE |= dict.fromkeys([*range(0x80, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], 0xFFFD)
# Marks that turn the direction of the text around them; in a title or a name they would reach beyond it.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def printable(text: str) -> str:
    """Return the text with what cannot be printed replaced, code point for code point."""
    return text.translate(_PRINTABLE)


def one_line(text: str) -> str:
    """Return the text on one line and without marks of direction: for titles and names."""
    return " ".join(printable(text).translate(_TURNING).split())


def flowing(text: str) -> str:
    """Return the text as `one_line` does, but with a space kept at either end where there was one."""
    line = one_line(text)
    before, after = text[:1].isspace(), text[-1:].isspace()
    return (" " if before else "") + line + (" " if after and line else "")
