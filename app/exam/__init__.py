"""The graders' own exam: references, labelled answers, mutants and a bot, each through the real box."""
