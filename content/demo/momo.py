"""The first demo book: Momo, a sun bear of the forests near Balikpapan, asks what the yellow mark on her chest is.

Level B1: three to six short sentences a page. What it tells is true of Helarctos malayanus: no two chest marks are
alike, the tongue is very long, and bears climb for honey and sleep in trees.
"""

from content.demo.book import DemoPage, Spot, choice, find, spell, words
from content.demo.paint import View
from content.demo.scenery import MORNING, NIGHT, NOON, SUNRISE, bay, forest, mangroves

MOMO = words("Momo si beruang madu", "Momo the bear")
MOTHER = words("ibu Momo", "Momo's mother")
FERN = words("pakis", "a fern")
BEE = words("lebah", "a bee")

PAGES = (
    DemoPage(
        1,
        words("Tanda di Dada", "A Mark on Her Chest"),
        (
            ("Ini Momo, anak beruang madu.", "This is Momo, a little bear."),
            ("Momo tinggal di hutan dekat Balikpapan.", "She lives in the forest near Balikpapan."),
            ("Bulunya hitam dan pendek.", "Her fur is short and black."),
            ("Di dadanya ada tanda kuning.", "On her chest there is a yellow mark."),
            ("“Tanda apa ini?” tanya Momo.", "“What is this mark?” asks Momo."),
        ),
        (
            Spot("momo", "sun-bear", MOMO, (0, 0, 10), 0, 100, "wave", moment=0.5),
            Spot("pakis", "fern", FERN, (-72, 0, -18), 20, 58, "sway"),
            Spot("pohon", "jungle-tree", words("pohon", "a tree"), (100, 0, -44), 0, 125, "sway"),
        ),
        (
            find(
                "temukan-momo",
                words("Ketuk Momo.", "Tap Momo."),
                words("Momo melambaikan tangan kepadamu.", "Momo is waving at you."),
                "momo",
            ),
            choice(
                "warna",
                words("Apa warna tanda di dada Momo?", "What colour is the mark on Momo's chest?"),
                words("hitam", "black"),
                words("kuning", "yellow"),
                words("hijau", "green"),
                answer=2,
                hint=words("Hampir. Lihat dada Momo sekali lagi.", "Almost. Look at Momo's chest once more."),
            ),
        ),
        forest(MORNING),
        View((25, 92, 330), (2, 52, 0), 33),
        words(
            "Momo, anak beruang hitam dengan tanda kuning di dada, melambai di hutan.",
            "Momo, a small black bear with a yellow mark on her chest, waves in the forest.",
        ),
    ),
    DemoPage(
        2,
        words("Sarang Lebah", "The Bees' Nest"),
        (
            ("Momo memanjat pohon tinggi.", "Momo climbs a tall, tall tree."),
            ("Ngung, ngung, ngung.", "Buzz, buzz, buzz."),
            ("Ada sarang lebah di dahan.", "A bees' nest hangs from a branch."),
            ("“Apakah tandaku ini madu?” tanya Momo.", "“Is my mark made of honey?” asks Momo."),
            ("“Bukan,” jawab lebah.", "“No,” says a bee."),
            ("“Madu itu lengket, tandamu tidak.”", "“Honey is sticky. Your mark is not.”"),
        ),
        (
            Spot("pohon", "banggeris", words("pohon banggeris", "a banggeris tree"), (-12, 0, -20), 0, 190, "sway"),
            Spot("momo", "sun-bear", MOMO, (-12, 38, 0), 180, 58, "climb", moment=0.45),
            Spot("sarang", "comb", words("sarang lebah", "the bees' nest"), (26, 78, -12), -8, 42, "drip", moment=1.5),
            Spot("lebah", "bee", BEE, (62, 84, 22), -40, 26, "fly", moment=0.2),
        ),
        (
            find(
                "temukan-lebah",
                words("Ketuk lebah yang sedang terbang.", "Tap the bee that is flying."),
                words(
                    "Lebah itu kuning dan hitam. Lihat di dekat sarangnya.",
                    "The bee is yellow and black. Look near its nest.",
                ),
                "lebah",
            ),
            choice(
                "lengket",
                words("Apa yang lengket?", "What is sticky?"),
                words("madu", "honey"),
                words("daun", "leaves"),
                words("tanda Momo", "Momo's mark"),
            ),
        ),
        forest(NOON),
        View((35, 105, 345), (10, 84, 0), 34),
        words(
            "Momo memanjat pohon tinggi menuju sarang lebah, dan seekor lebah terbang di dekatnya.",
            "Momo climbs a tall tree towards a bees' nest while a bee flies by.",
        ),
    ),
    DemoPage(
        3,
        words("Madu Manis", "Sweet Honey"),
        (
            ("Momo mencicipi sedikit madu.", "Momo tastes a little honey."),
            ("Lidahnya panjang sekali.", "Her tongue is very, very long."),
            ("Slurp, madu itu manis.", "Slurp, the honey is sweet."),
            ("Lalu Momo mengusap dadanya.", "Then Momo rubs her chest."),
            ("Tanda kuning itu tidak hilang.", "The yellow mark does not come off."),
        ),
        (
            Spot("momo", "honey-bear", MOMO, (-14, 0, 0), 8, 104, "lick", moment=0.27),
            Spot("sarang", "comb", words("sarang lebah", "the bees' nest"), (62, 0, 8), -24, 50, "drip", moment=1.2),
            Spot("lebah-satu", "bee", BEE, (64, 74, 12), -50, 24, "fly", moment=0.3),
            Spot("lebah-dua", "bee", BEE, (-84, 92, 0), 60, 20, "fly", moment=2.2),
        ),
        (
            spell(
                "eja-madu",
                words("Apa yang dijilat Momo? Susun hurufnya.", "What does Momo lick? Put the letters in order."),
                words("Hampir. Ucapkan pelan-pelan: ma-du.", "Almost. Say it slowly: hon-ey."),
                words("madu", "honey"),
            ),
            choice(
                "rasa",
                words("Bagaimana rasa madu?", "How does the honey taste?"),
                words("pahit", "bitter"),
                words("asin", "salty"),
                words("manis", "sweet"),
                answer=3,
            ),
        ),
        forest(NOON),
        View((8, 96, 305), (4, 56, 0), 31),
        words(
            "Momo menjilat madu di tangannya, di samping sarang lebah berbentuk setengah lingkaran.",
            "Momo licks honey from her paw beside a bees' nest shaped like half a circle.",
        ),
    ),
    DemoPage(
        4,
        words("Hidung Besar", "The Big Nose"),
        (
            ("Momo berjalan ke hutan bakau.", "Momo walks to the mangroves."),
            ("Bekantan sedang makan daun muda.", "A proboscis monkey is eating young leaves."),
            ("Hidungnya besar dan panjang.", "His nose is big and long."),
            ("“Apakah tandaku ini pisang?” tanya Momo.", "“Is my mark a banana?” asks Momo."),
            ("Bekantan tertawa, “Bukan.”", "“No,” laughs the monkey."),
            ("“Pisang bisa dikupas, tandamu tidak.”", "“You can peel a banana, but not your mark.”"),
        ),
        (
            Spot("bakau", "mangrove", words("pohon bakau", "a mangrove tree"), (2, 0, -52), 0, 150, "sway"),
            Spot(
                "bekantan",
                "bekantan",
                words("bekantan", "the proboscis monkey"),
                (56, 0, 22),
                -24,
                72,
                "munch",
                moment=0.3,
            ),
            Spot("momo", "sun-bear", MOMO, (-58, 0, 22), 48, 82, "walk", moment=0.3),
        ),
        (
            find(
                "temukan-bekantan",
                words("Ketuk bekantan.", "Tap the proboscis monkey."),
                words("Cari hidung yang besar.", "Look for the big nose."),
                "bekantan",
            ),
            choice(
                "makanan",
                words("Apa yang dimakan bekantan?", "What is the monkey eating?"),
                words("pisang", "a banana"),
                words("daun muda", "young leaves"),
                words("madu", "honey"),
                answer=2,
            ),
        ),
        mangroves(NOON),
        View((0, 98, 330), (0, 56, 0), 33),
        words(
            "Momo bertemu bekantan berhidung besar yang memegang daun di depan pohon bakau.",
            "Momo meets a big-nosed monkey holding a leaf in front of a mangrove tree.",
        ),
    ),
    DemoPage(
        5,
        words("Teluk Balikpapan", "Balikpapan Bay"),
        (
            ("Sebuah perahu lewat di teluk.", "A boat goes by on the bay."),
            ("Pesut melompat di sampingnya.", "A dolphin leaps beside it."),
            ("“Apakah tandaku ini perahu?” tanya Momo.", "“Is my mark a boat?” asks Momo."),
            ("“Bukan,” jawab pesut.", "“No,” says the dolphin."),
            ("“Perahu pergi jauh.”", "“A boat sails far away.”"),
            ("“Tandamu selalu ada bersamamu.”", "“Your mark always stays with you.”"),
        ),
        (
            Spot(
                "air", "water", words("air teluk", "the water of the bay"), (0, 0, 0), 0, 210, "ripple", painted=False
            ),
            Spot("perahu", "boat", words("perahu", "the boat"), (-38, 5, -26), 62, 92, "bob", moment=0.6),
            Spot("pesut", "pesut", words("pesut", "the dolphin"), (42, 4, 38), -68, 58, "leap", moment=0.12),
        ),
        (
            find(
                "temukan-pesut",
                words("Ketuk pesut yang melompat.", "Tap the dolphin that leaps."),
                words(
                    "Tunggu sebentar. Pesut akan muncul dari air.",
                    "Wait a moment. The dolphin will come out of the water.",
                ),
                "pesut",
            ),
            spell(
                "eja-perahu",
                words("Apa yang lewat di teluk? Susun hurufnya.", "What goes by on the bay? Put the letters in order."),
                words(
                    "Hampir. Dengarkan kalimat pertama sekali lagi.", "Almost. Listen to the first sentence once more."
                ),
                words("perahu", "boat"),
            ),
        ),
        bay(MORNING),
        View((-20, 90, 320), (0, 34, 0), 32),
        words(
            "Perahu merah beratap hijau dan seekor pesut yang melompat di Teluk Balikpapan.",
            "A red boat with a green roof and a leaping dolphin on Balikpapan Bay.",
        ),
    ),
    DemoPage(
        6,
        words("Bulan", "The Moon"),
        (
            ("Malam tiba dan bulan muncul.", "Night falls and the moon comes out."),
            ("Bentuknya mirip tanda Momo.", "It has the same shape as Momo's mark."),
            ("“Apakah tandaku ini bulan?” bisik Momo.", "“Is my mark a moon?” whispers Momo."),
            ("Kunang-kunang berkedip pelan.", "The fireflies blink softly."),
            ("“Tanyalah kepada Ibu besok pagi.”", "“Ask your mother in the morning.”"),
            ("Momo menguap, lalu tidur.", "Momo yawns and falls asleep."),
        ),
        (
            Spot(
                "momo", "bear-asleep", words("Momo yang tidur", "Momo, asleep"), (-10, 0, 26), 8, 100, "sleep", moment=1
            ),
            Spot("bulan", "moon", words("bulan", "the moon"), (58, 72, -30), -10, 84, "rock", moment=0.4),
            Spot(
                "kunang-kunang",
                "fireflies",
                words("kunang-kunang", "the fireflies"),
                (-64, 22, -6),
                0,
                76,
                "glow",
                moment=1,
            ),
            Spot("pakis", "fern", FERN, (74, 0, 10), 40, 60, "sway"),
        ),
        (
            spell(
                "eja-bulan",
                words(
                    "Apa yang muncul di malam hari? Susun hurufnya.",
                    "What comes out at night? Put the letters in order.",
                ),
                words("Hampir. Ucapkan pelan-pelan: bu-lan.", "Almost. It starts with the letter m."),
                words("bulan", "moon"),
            ),
            find(
                "temukan-bulan",
                words("Ketuk bulan.", "Tap the moon."),
                words("Lihat ke atas awan.", "Look above the cloud."),
                "bulan",
            ),
        ),
        forest(NIGHT),
        View((10, 98, 320), (2, 62, 0), 34),
        words(
            "Momo tidur melingkar di atas daun, di bawah bulan sabit dan kunang-kunang.",
            "Momo sleeps curled up on leaves under a crescent moon and fireflies.",
        ),
    ),
    DemoPage(
        7,
        words("Matahari Kecil", "A Little Sun"),
        (
            ("Pagi tiba dan matahari terbit.", "Morning comes and the sun rises."),
            ("“Lihat, warnanya sama,” kata Ibu.", "“Look, it is the same colour,” says Mother."),
            ("“Tandamu adalah matahari kecil.”", "“Your mark is a little sun.”"),
            ("“Di dadaku juga ada matahari.”", "“I have a sun on my chest too.”"),
            ("“Orang Inggris menyebut kita sun bear.”", "“That is why we are called sun bears.”"),
            ("Momo merasa hangat dan senang.", "Momo feels warm and glad."),
        ),
        (
            Spot("ibu", "mother-bear", MOTHER, (-46, 0, 6), 22, 112, "idle", moment=1.0),
            Spot("momo", "sun-bear", MOMO, (34, 0, 30), -18, 76, "idle", moment=3.0),
            Spot("matahari", "sun", words("matahari", "the sun"), (44, 52, -62), -4, 100, "rise", moment=6.2),
        ),
        (
            find(
                "temukan-matahari",
                words("Ketuk matahari.", "Tap the sun."),
                words("Matahari naik di belakang Momo.", "The sun rises behind Momo."),
                "matahari",
            ),
            choice(
                "mirip",
                words("Kata Ibu, tanda Momo itu apa?", "What is Momo's mark, says Mother?"),
                words("matahari kecil", "a little sun"),
                words("perahu kecil", "a little boat"),
                words("pisang kecil", "a little banana"),
            ),
        ),
        forest(SUNRISE),
        View((-4, 98, 335), (0, 64, 0), 33),
        words(
            "Momo dan ibunya berdiri berdampingan saat matahari terbit di hutan.",
            "Momo and her mother stand side by side as the sun rises over the forest.",
        ),
    ),
    DemoPage(
        8,
        words("Milikku Sendiri", "All My Own"),
        (
            ("Momo melihat tanda Ibu.", "Momo looks at her mother's mark."),
            ("Bentuknya tidak sama dengan tanda Momo.", "It is not the same shape as her own."),
            ("“Setiap beruang punya tanda sendiri,” kata Ibu.", "“Every bear has its own mark,” says Mother."),
            ("“Tidak ada dua yang sama.”", "“No two are alike.”"),
            ("Momo tersenyum dan melambai.", "Momo smiles and waves."),
            ("Apa yang istimewa dari dirimu?", "What is special about you?"),
        ),
        (
            Spot("momo", "sun-bear", MOMO, (26, 0, 26), -8, 84, "wave", moment=0.4),
            Spot("ibu", "mother-bear", MOTHER, (-48, 0, -4), 16, 112, "wave", moment=1.3),
            Spot(
                "bekantan",
                "bekantan",
                words("bekantan", "the proboscis monkey"),
                (94, 0, -20),
                -30,
                64,
                "munch",
                moment=0.2,
            ),
            Spot("lebah", "bee", BEE, (72, 92, 10), -40, 22, "fly", moment=0.2),
        ),
        (
            choice(
                "sama",
                words("Apakah tanda Momo dan tanda Ibu sama?", "Are the marks of Momo and Mother the same?"),
                words("Ya, sama.", "Yes, they are."),
                words("Tidak, setiap tanda berbeda.", "No, every mark is different."),
                answer=2,
                hint=words("Hampir. Bandingkan kedua tanda itu.", "Almost. Compare the two marks."),
            ),
            find(
                "temukan-ibu",
                words("Ketuk ibu Momo.", "Tap Momo's mother."),
                words("Ibu lebih besar daripada Momo.", "Mother is bigger than Momo."),
                "ibu",
            ),
            spell(
                "eja-ibu",
                words(
                    "Siapa yang menjawab Momo? Susun hurufnya.",
                    "Which animal has its own mark? Put the letters in order.",
                ),
                words("Hampir. Ucapkan pelan-pelan: i-bu.", "Almost. It is an animal with thick fur."),
                words("ibu", "bear"),
            ),
        ),
        forest(MORNING),
        View((10, 98, 340), (8, 58, 0), 34),
        words(
            "Momo dan ibunya melambai bersama, ditemani bekantan dan lebah.",
            "Momo and her mother wave together, with the monkey and a bee beside them.",
        ),
    ),
)
