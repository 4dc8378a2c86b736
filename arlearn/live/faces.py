"""What learners are called in a person's language; the same words as on the screens. Pure."""

from arlearn.live.protocol import Animal, Colour, LearnerFace

ANIMAL_NAMES: dict[str, dict[Animal, str]] = {
    "id": {
        "sun-bear": "beruang madu",
        "orangutan": "orangutan",
        "hornbill": "rangkong",
        "turtle": "penyu",
        "tiger": "harimau",
        "elephant": "gajah",
        "rhino": "badak",
        "tapir": "tapir",
        "deer": "rusa",
        "proboscis-monkey": "bekantan",
        "loris": "kukang",
        "pangolin": "trenggiling",
        "otter": "berang-berang",
        "cat": "kucing",
        "buffalo": "kerbau",
        "horse": "kuda",
        "rooster": "ayam jago",
        "duck": "bebek",
        "owl": "burung hantu",
        "frog": "katak",
        "crab": "kepiting",
        "fish": "ikan",
        "dolphin": "lumba-lumba",
        "butterfly": "kupu-kupu",
        "bee": "lebah",
    },
    "en": {
        "sun-bear": "sun bear",
        "orangutan": "orangutan",
        "hornbill": "hornbill",
        "turtle": "turtle",
        "tiger": "tiger",
        "elephant": "elephant",
        "rhino": "rhino",
        "tapir": "tapir",
        "deer": "deer",
        "proboscis-monkey": "proboscis monkey",
        "loris": "slow loris",
        "pangolin": "pangolin",
        "otter": "otter",
        "cat": "cat",
        "buffalo": "buffalo",
        "horse": "horse",
        "rooster": "rooster",
        "duck": "duck",
        "owl": "owl",
        "frog": "frog",
        "crab": "crab",
        "fish": "fish",
        "dolphin": "dolphin",
        "butterfly": "butterfly",
        "bee": "bee",
    },
}
COLOUR_NAMES: dict[str, dict[Colour, str]] = {
    "id": {
        "orange": "jingga",
        "sky": "biru muda",
        "green": "hijau",
        "yellow": "kuning",
        "blue": "biru",
        "vermilion": "merah",
        "purple": "ungu",
        "grey": "abu-abu",
    },
    "en": {
        "orange": "orange",
        "sky": "light blue",
        "green": "green",
        "yellow": "yellow",
        "blue": "blue",
        "vermilion": "red",
        "purple": "purple",
        "grey": "grey",
    },
}


def face_name(animal: Animal, colour: Colour, language: str) -> str:
    """The name that a learner is called by: "Beruang madu jingga", "Orange sun bear"."""
    spoken = "en" if language == "en" else "id"
    first, second = ANIMAL_NAMES[spoken][animal], COLOUR_NAMES[spoken][colour]
    name = f"{second} {first}" if spoken == "en" else f"{first} {second}"
    return name[0].upper() + name[1:]


def learner_name(face: LearnerFace, language: str) -> str:
    """As `face_name`; of a child with an answer card with its number, by which the educator dealt it."""
    name = face_name(face.animal, face.colour, language)
    if face.card is None:
        return name
    return f"{name} ({'card' if language == 'en' else 'kartu'} {face.card})"
