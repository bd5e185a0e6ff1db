"""Every other row of a matrix of the student's own, whose numbers are replaced in a second run."""

from graders.authoring import Credit, Evidence, Question

q = Question(3, "Every other row")
q.vary(own=True)


@q.check(2)
def rows(seen: Evidence) -> Credit | None:
    """Of a 4x3 tensor of yours, the first and the third row are taken."""
    picked = seen.derived(lambda t: t[::2], hints={"Those are the second and the fourth.": lambda t: t[1::2]}, t="4 3")
    if picked.output.callee:
        return Credit(0.5, "The rows are right; a slice takes them without a call.", "t[::2] takes every other row.")
    return None
