"""Text that is not Python. The messages are CPython's own, of 3.10 to 3.14."""

from __future__ import annotations

from graders.run_errors.kinds import Kind, only

SYNTAX = only("SyntaxError", "IndentationError", "TabError")
ABOVE = "If this line looks right, look at the one above it."


def kind(name: str, texts: tuple[str, ...], meaning: str, hint: str = "") -> Kind:
    """One way in which a text is not Python."""
    return Kind(id=f"syntax.{name}", types=SYNTAX, texts=texts, meaning=meaning, hint=hint)


KINDS = (
    kind(
        "tabs",
        (r"inconsistent use of tabs and spaces",),
        "This block is indented with tabs in one line and spaces in another.",
        "Use four spaces everywhere.",
    ),
    kind(
        "block_missing",
        (r"expected an indented block after (?P<what>[^\n]{1,60}?) on line <line:n>",),
        "After the {what} on line {line} an indented line must follow.",
        "Indent what belongs to it by four spaces; pass does nothing.",
    ),
    kind(
        "block_missing_somewhere",
        (r"expected an indented block",),
        "After a line that ends in a colon an indented line must follow.",
        "Indent what belongs to it by four spaces; pass does nothing.",
    ),
    kind(
        "unexpected_indent",
        (r"unexpected indent",),
        "This line is indented, and nothing above it asks for that.",
        "Take the spaces at its beginning away, or look for a colon missing above it.",
    ),
    kind(
        "unindent",
        (r"unindent does not match any outer indentation level",),
        "This line is indented by less than the one above, and by another amount than any block around it.",
        "Lines of one block begin in the same column.",
    ),
    kind(
        "never_closed",
        (r"'(?P<what>[(\[{])' was never closed",),
        "The bracket {what} on this line is opened and never closed.",
        "Count the brackets.",
    ),
    kind(
        "wrong_bracket",
        (r"closing parenthesis '(?P<one>[)\]}])' does not match opening parenthesis '(?P<other>[(\[{])'",),
        "The bracket {other} is closed by {one}.",
        "Brackets close in the order in which they open, last one first.",
    ),
    kind("unmatched", (r"unmatched '(?P<what>[)\]}])'",), "The bracket {what} closes nothing.", "Count the brackets."),
    kind(
        "string_open",
        (r"unterminated (?:triple-quoted )?f?-?string literal", r"EOL while scanning string literal"),
        "A text begins with a quote and does not end.",
        "The same quote must end it: ' with ', \" with \", three with three.",
    ),
    kind(
        "colon",
        (r"expected ':'",),
        "A colon is missing at the end of this line.",
        "if, for, while, def and class end in one.",
    ),
    kind(
        "print",
        (r"Missing parentheses in call to '(?P<what>print|exec)'",),
        "{what} is a function, and its brackets are missing.",
        "{what}(...)",
    ),
    kind(
        "equals",
        (r"Maybe you meant '==' (?:or ':=' )?instead of '='",),
        "= stands where a value is wanted: it gives a name to a value, == compares.",
        "Write == to compare; a name stands on the left of =.",
    ),
    kind(
        "comma",
        (r"Perhaps you forgot a comma",),
        "Two values stand side by side with nothing between them.",
        "Look for a missing comma or operator.",
    ),
    kind(
        "assign",
        (
            r"cannot assign to (?P<what>[^\n]{1,60}?)(?: here| \(|$)",
            r"cannot delete <what:l>",
            r"'<what:q>' is an illegal expression for augmented",
        ),
        "A value cannot be given to this ({what}).",
        "A name, an element or an attribute stands on the left of =.",
    ),
    kind(
        "outside",
        (r"'(?P<what>return|yield|await|break|continue)'? (?:outside|not properly in) (?P<where>[a-z ]{1,40})",),
        "{what} stands outside of what it belongs to.",
        "Check the indentation: it must be inside the function or the loop.",
    ),
    kind(
        "character",
        (r"invalid (?:non-printable )?character '?<what:l>",),
        "This line holds a character that Python does not know: {what}.",
        "Quotes and dashes copied from a text document are often not the plain ones; type them again.",
    ),
    kind(
        "number",
        (
            r"invalid (?:decimal|hexadecimal|octal|binary|imaginary) literal",
            r"leading zeros in decimal integer literals",
        ),
        "A name cannot begin with a digit, and a number has no letters in it and no zeros in front.",
    ),
    kind(
        "backslash",
        (r"unexpected character after line continuation character",),
        "A backslash joins a line to the next, so nothing may stand after it.",
        "To divide, write /.",
    ),
    kind(
        "argument_order",
        (r"positional argument follows keyword argument",),
        "An argument without a name stands after one with a name.",
        "Put those with names last.",
    ),
    kind(
        "argument_twice",
        (r"keyword argument repeated(?:: <what:w>)?", r"duplicate argument '<what:w>'"),
        "An argument is given twice in one call or definition.",
    ),
    kind(
        "default_order",
        (
            r"non-default argument follows default argument",
            r"parameter without a default follows parameter with a default",
        ),
        "A parameter without a default stands after one that has one.",
        "Put those with defaults last.",
    ),
    kind(
        "try",
        (r"expected 'except' or 'finally' block",),
        "try must be followed by except or finally.",
        "Check the indentation.",
    ),
    kind(
        "f_string",
        (r"f-string:? ",),
        "Something between the braces of an f-string is not a value.",
        'f"loss: {{loss}}"',
    ),
    kind(
        "unfinished",
        (r"unexpected EOF while parsing", r"incomplete input"),
        "The code ends in the middle of something.",
        "Look for a bracket that is not closed or a block that is empty.",
    ),
    kind(
        "encoding",
        (r"(?:'utf-8' codec can't decode|\(unicode error\))",),
        "This text cannot be read: it holds a character or a backslash that means something else.",
        'A path with backslashes needs an r in front of its quote: r"C:\\data".',
    ),
    kind(
        "too_deep",
        (r"too many (?:statically )?nested",),
        "This is nested too deeply for Python to read.",
        "Split it up.",
    ),
    kind("other", (r"",), "Python cannot read this line.", ABOVE),
)
