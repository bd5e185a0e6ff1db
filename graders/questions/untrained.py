"""Why nothing was trained, in the student's words. Used by Q23, Q24 and Q25."""

from __future__ import annotations

from graders.authoring import Evidence, Failure, Found, Model
from graders.questions.training import Training, parameters, tokens_of

LOOP = "loss.backward(), then optimizer.step(), both in the loop."
WEIGHTS = "A model that learns has weights, such as those of nn.Linear, and a loop that moves them."


def untrained(seen: Evidence, models: tuple[Model, ...]) -> Failure:
    """Why there is nothing that was trained."""
    training = Training(seen)
    own = next((one for one in seen.everything if _stands_in(one)), None)
    if own is not None:
        return Failure("The backward called here is not PyTorch's.", hint=LOOP, place=own.place, known=True)
    if not training.asked:
        return _unasked(seen, training, models)
    models = tuple(model for model in models if model.module)
    if (unheld := _unheld(seen, training, models)) is not None:
        return unheld
    if (cleared := _cleared(seen)) is not None:
        return Failure(
            "The gradients are cleared between backward and step, so the step has nothing to go by.",
            hint="Call zero_grad() before backward(), or after step().",
            place=cleared.place,
            known=True,
        )
    return _unmoved(seen, models)


def _unmoved(seen: Evidence, models: tuple[Model, ...]) -> Failure:
    """Why a training that was set up did not come to a model."""
    if any(model.knows for model in models):
        return Failure(
            "With all its weights at 0 your model still tells its inputs apart: what it knows was never learnt.",
            hint="What the model says should come from weights that are trained.",
            known=True,
        )
    if not seen.calls("step") and not Training(seen).any:
        return Failure(
            "backward is called, but nothing ever moves the weights.", hint="Call optimizer.step().", known=True
        )
    return Failure(
        "No trained model was found when your code had ended.",
        hint="Keep your model in a variable, and train it with backward and an optimiser step.",
    )


def _unasked(seen: Evidence, training: Training, models: tuple[Model, ...]) -> Failure:
    """Why nothing was learnt where no gradient was asked for."""
    inner = any(parameters(module) for module in training.modules)
    if inner or any(one.seen and one.seen.requires_grad for one in seen.tensors):
        return Failure("backward is never called, so nothing is learnt.", hint=LOOP)
    said = [model.output for model in models if model.output is not None and model.output.numel()]
    if said and all(bool(output.amax() == output.amin()) for output in said):
        what = "Your model says the same whatever it is given, and nothing in it can be trained."
    elif said:
        what = "What your model says is written into your code: nothing in it is trained."
    else:
        what = "Nothing in your code can be trained: it has no weights."
    return Failure(what, hint=WEIGHTS)


def _unheld(seen: Evidence, training: Training, models: tuple[Model, ...]) -> Failure | None:
    """What is wrong with what the optimiser holds; None if that is all right, or if there is no optimiser."""
    called = {one.made.callee_token for one in seen.everything if one.made}
    used = [model for model in models if model.answer.token in called] or models
    if used and not any(training.holds(model) for model in used):
        return Failure(
            "The optimiser does not hold the parameters of your model, so they never move.",
            hint="Make the optimiser after the model, from this model's parameters().",
            known=True,
        )
    if used and training.held and not any(tokens_of(model) <= training.held for model in used):
        return Failure(
            "The optimiser holds only some of the parameters of your model; the others never move.",
            hint="Give it model.parameters(), all of them.",
            known=True,
        )
    return None


def _cleared(seen: Evidence) -> Found | None:
    """Where the gradients were cleared after backward and before the step, if they ever were."""
    last, cleared = "", None
    for one in seen.everything:
        name = one.callee.rpartition(".")[2]
        if name == "step" and last == "zero_grad after backward":
            return cleared
        if name == "zero_grad" and last == "backward":
            last, cleared = "zero_grad after backward", one
        elif name in {"backward", "step"}:
            last = name
    return None


def _stands_in(one: Found) -> bool:
    return bool(one.made and ".backward(" in one.made.source and one.callee.startswith("__main__."))
