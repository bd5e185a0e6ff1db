"""The English of what a search says, with the same rules as the explanations' table: no expected value is a field."""

from __future__ import annotations

from graders.evidence.failure import Failure
from graders.explain import say
from graders.explain.sentences import Language, Sentence
from graders.observation import Place

ENGLISH: Language = {
    "seen.nothing": Sentence(
        "Your code makes no tensor at all.", "Everything you compute is looked at, whatever you call it."
    ),
    "seen.none": Sentence("The value asked for is not among what your code makes. Tensors looked at: {count}."),
    "seen.shape": Sentence("Your code makes no tensor of shape {expected}; its shapes are {found}."),
    "seen.array": Sentence(
        "The values are right, but this is a NumPy array; a torch tensor is asked for.",
        "torch.tensor(...) or torch.from_numpy(...) makes a tensor of it.",
    ),
    "seen.list": Sentence(
        "The values are right, but this is plain Python; a torch tensor is asked for.",
        "torch.tensor(...) makes a tensor of a list.",
    ),
    "seen.typed": Sentence(
        "The value is right, but it is written down and not computed from the tensor.",
        "Let PyTorch compute it from the data.",
    ),
    "seen.picked": Sentence(
        "The value is right, but it is only picked out of the data, and not computed by PyTorch.",
        "Let a function of PyTorch's find it, wherever it stands.",
    ),
    "seen.elsewhere": Sentence(
        "The value is right, but it does not come from the numbers of the task.",
        "Start from the numbers that the task gives.",
    ),
    "seen.unchained": Sentence("Your tensors do not fit together as {chain}."),
    "seen.underived": Sentence("None of your tensors follows from the others in this way."),
    "seen.flood": Sentence(
        "Your code makes so many tensors ({count}) that the answer cannot be told among them.",
        "Keep only what the question asks for.",
    ),
    "seen.varied": Sentence(
        "With the numbers as you wrote them it is right; with other numbers in their place it is not.",
        "The result has to follow from the data: something in it is written down, or right by coincidence.",
    ),
    "seen.reseeded": Sentence(
        "It is right as it ran, and not when it is run again from another seed.",
        "The result has to follow from the data, whatever numbers are drawn.",
    ),
    "seen.target": Sentence(
        "With another target in its place, your network does not learn it: what it says does not come from training.",
        "The outputs have to be learnt from the targets.",
    ),
    "seen.raised": Sentence("The error asked for is never raised: {found}."),
    "seen.uncalled": Sentence("There is nothing called `{name}` to be tried.", "Define it under exactly this name."),
    "seen.call_raised": Sentence("Called on inputs of ours, `{name}` stopped with {type}: {message}"),
    "seen.no_model": Sentence("No model was there to be called when your code had ended."),
}


def failure(message_id: str, *, place: Place | None = None, known: bool = False, **params: str | int) -> Failure:
    """The failure with a sentence of this table."""
    return Failure(
        say(message_id, params, ENGLISH),
        hint=ENGLISH[message_id].hint,
        message_id=message_id,
        params=params,
        place=place,
        known=known,
    )
