"""Whether a try at a task is right. Pure; written a second time in the web client, held together by vectors."""

import unicodedata

from content.scene import ChoiceTask, FindTask, SpellTask, Task


def grade(task: Task, value: str, language: str) -> bool:
    """Whether `value` solves the task for a child who reads in `language` (BCP 47).

    choice: the id of the option; find: the id of the node; spell: the word, however it is cased and composed.
    A spell task without a word in `language` has no right answer.
    """
    match task:
        case ChoiceTask() | FindTask():
            return value == task.answer
        case SpellTask():
            word = task.word.get(language)
            return word is not None and spelled(value) == spelled(word)


def spelled(text: str) -> str:
    """The form in which two spellings are compared: trimmed, in lower case, composed (NFC)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text.strip()).lower())
