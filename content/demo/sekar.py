"""The second demo book: Sekar, a Tengger girl of Ngadisari (Probolinggo), sees the sun rise over the sea of sand.

Level B2: up to seven sentences a page. Kasada is told as what it is to those who keep it: thanks, prayer and memory.
"""

from content.demo.book import DemoPage, Spot, choice, find, spell, words
from content.demo.paint import View
from content.demo.scenery import DAWN, MORNING, NIGHT, NOON, SUNRISE, caldera, mist, village

SEKAR = words("Sekar", "Sekar")
FATHER = words("Bapak", "Father")
HORSE = words("Jati si kuda", "Jati the horse")
BROMO = words("Gunung Bromo", "Mount Bromo")

PAGES = (
    DemoPage(
        1,
        words("Pagi yang Dingin", "A Cold Morning"),
        (
            (
                "Sekar tinggal di Ngadisari, desa di pegunungan Tengger.",
                "Sekar lives in Ngadisari, a village in the Tengger mountains.",
            ),
            ("Udara di sana dingin sekali.", "The air up there is very cold."),
            (
                "Setiap pagi Sekar menyelimutkan sarung di bahunya.",
                "Every morning she wraps a sarong around her shoulders.",
            ),
            (
                "Keluarganya menanam kubis dan bawang daun di lereng.",
                "Her family grows cabbages and leeks on the slopes.",
            ),
            (
                "Besok, sebelum matahari terbit, Bapak akan mengajaknya pergi.",
                "Tomorrow, before the sun is up, Father will take her on a trip.",
            ),
            ("Sekar tidak sabar menunggu.", "Sekar can hardly wait."),
        ),
        (
            Spot("sekar", "sekar", SEKAR, (18, 0, 62), -6, 76, "wave", moment=0.4),
            Spot("rumah", "house", words("rumah Sekar", "Sekar's house"), (-52, 0, -16), 18, 104, "smoke", moment=1),
            Spot("ladang", "field", words("ladang sayur", "the vegetable field"), (76, 0, -8), -16, 82),
        ),
        (
            find(
                "temukan-ladang",
                words("Ketuk ladang sayur.", "Tap the vegetable field."),
                words("Cari tangga tanah dengan kubis yang bulat.", "Look for steps of earth with round cabbages."),
                "ladang",
            ),
            choice(
                "sarung",
                words("Mengapa Sekar memakai sarung di bahu?", "Why does Sekar wear a sarong around her shoulders?"),
                words("karena hujan", "because it rains"),
                words("karena udara dingin", "because the air is cold"),
                words("karena akan tidur", "because she is going to bed"),
                answer=2,
            ),
        ),
        village(MORNING),
        View((0, 96, 335), (4, 46, 0), 33),
        words(
            "Sekar bersarung belang melambai di depan rumah dan ladang sayur di lereng.",
            "Sekar, in a striped sarong, waves in front of her house and the fields on the slope.",
        ),
    ),
    DemoPage(
        2,
        words("Jip di Malam Gelap", "A Jeep in the Dark"),
        (
            ("Pukul tiga pagi, langit masih gelap.", "At three in the morning the sky is still dark."),
            ("Bulan menggantung di atas atap.", "The moon hangs above the roofs."),
            ("Sebuah jip merah menunggu di depan rumah.", "A red jeep is waiting outside."),
            ("Brum, jip itu mendaki jalan yang berliku.", "Brum, it climbs the winding road."),
            ("Sekar memegang tangan Bapak erat-erat.", "Sekar holds Father's hand tightly."),
            ("“Kita pergi ke Penanjakan,” kata Bapak.", "“We are going to Penanjakan,” says Father."),
        ),
        (
            Spot("jip", "jeep", words("jip merah", "the red jeep"), (-28, 0, 22), 38, 108, "drive", moment=0.4),
            Spot("bulan", "moon", words("bulan", "the moon"), (16, 66, -40), -4, 70, "rock", moment=0.4),
            Spot("bapak", "father", FATHER, (74, 0, 30), -18, 84, "wave", moment=0.3),
        ),
        (
            find(
                "temukan-jip",
                words("Ketuk jip merah.", "Tap the red jeep."),
                words("Cari kendaraan beroda empat.", "Look for something with four wheels."),
                "jip",
            ),
            spell(
                "eja-jip",
                words(
                    "Sekar dan Bapak naik apa? Susun hurufnya.",
                    "What do Sekar and Father ride in? Put the letters in order.",
                ),
                words(
                    "Hampir. Dengarkan kalimat ketiga sekali lagi.", "Almost. Listen to the third sentence once more."
                ),
                words("jip", "jeep"),
            ),
        ),
        village(NIGHT),
        View((6, 92, 325), (6, 54, 0), 33),
        words(
            "Jip merah dan Bapak menunggu di bawah bulan sabit.", "A red jeep and Father wait under a crescent moon."
        ),
    ),
    DemoPage(
        3,
        words("Matahari di Penanjakan", "Sunrise at Penanjakan"),
        (
            ("Dari Penanjakan, mereka memandang ke timur.", "From Penanjakan they look to the east."),
            ("Mula-mula hanya ada garis jingga di langit.", "At first there is only an orange line in the sky."),
            ("Lalu matahari naik pelan-pelan.", "Then, slowly, the sun comes up."),
            ("Kabut mengalir di bawah seperti sungai putih.", "Mist flows below them like a white river."),
            ("Jauh di selatan tampak Gunung Semeru.", "Far to the south stands Mount Semeru."),
            ("“Itu gunung tertinggi di Pulau Jawa,” kata Bapak.", "“It is the highest mountain in Java,” says Father."),
            ("Sekar tersenyum dan menghirup udara segar.", "Sekar smiles and breathes the fresh air."),
        ),
        (
            Spot("lereng", "ridge", words("Penanjakan", "Penanjakan"), (-8, 0, 44), 0, 190),
            Spot("sekar", "sekar", SEKAR, (-22, 14, 52), 158, 54, "idle", moment=1),
            Spot("bapak", "father", FATHER, (-56, 13, 50), 150, 66, "idle", moment=2),
            Spot("matahari", "sun", words("matahari", "the sun"), (66, 6, -62), -6, 108, "rise", moment=6.4),
            Spot("semeru", "semeru", words("Gunung Semeru", "Mount Semeru"), (-46, 0, -78), 0, 150, "drift", moment=2),
            Spot("bromo", "bromo", BROMO, (30, 0, -30), 0, 84, "smoke", moment=2),
        ),
        (
            find(
                "temukan-matahari",
                words("Ketuk matahari.", "Tap the sun."),
                words("Tunggu sebentar, matahari naik pelan-pelan.", "Wait a moment, the sun rises slowly."),
                "matahari",
            ),
            choice(
                "tertinggi",
                words("Gunung apa yang tertinggi di Pulau Jawa?", "Which mountain is the highest in Java?"),
                words("Gunung Semeru", "Mount Semeru"),
                words("Gunung Bromo", "Mount Bromo"),
                words("Gunung Batok", "Mount Batok"),
            ),
        ),
        mist(DAWN),
        View((6, 104, 320), (2, 46, 0), 33),
        words(
            "Sekar dan Bapak memandang matahari terbit di balik bukit, dengan Gunung Semeru di kejauhan.",
            "Sekar and Father watch the sun rise behind a hill, with Mount Semeru far away.",
        ),
    ),
    DemoPage(
        4,
        words("Lautan Pasir", "The Sea of Sand"),
        (
            ("Setelah itu, mereka turun ke lautan pasir.", "Then they go down to the sea of sand."),
            ("Orang menyebutnya Segara Wedi.", "People call it Segara Wedi."),
            ("Segara berarti laut, wedi berarti pasir.", "Segara means sea, and wedi means sand."),
            ("Pasir itu berasal dari letusan gunung api.", "The sand came out of the volcano long ago."),
            ("Di sana menunggu Jati, kuda milik Bapak.", "Jati, Father's horse, is waiting there."),
            ("Tuk, tak, tuk, tak, Jati berlari di pasir.", "Clip, clop, clip, clop, Jati trots over the sand."),
        ),
        (
            Spot("pasir", "sand-sea", words("lautan pasir", "the sea of sand"), (0, 0, 0), 0, 220, painted=False),
            Spot("kuda", "horse", HORSE, (4, 7, 26), 62, 102, "trot", moment=0.18),
            Spot("bromo", "bromo", BROMO, (-80, 4, -44), 0, 92, "smoke", painted=False),
            Spot("sekar", "sekar", SEKAR, (78, 6, 34), -30, 58, "wave", moment=0.4),
        ),
        (
            spell(
                "eja-kuda",
                words(
                    "Siapa yang berlari di pasir? Susun hurufnya.",
                    "What trots over the sand? Put the letters in order.",
                ),
                words("Hampir. Ucapkan pelan-pelan: ku-da.", "Almost. It starts with the letter h."),
                words("kuda", "horse"),
            ),
            choice(
                "wedi",
                words("Apa arti kata wedi?", "What does the word wedi mean?"),
                words("laut", "sea"),
                words("kuda", "horse"),
                words("pasir", "sand"),
                answer=3,
            ),
        ),
        caldera(NOON, ("bromo", (-150, -4, -440), 0, 380)),
        View((0, 92, 330), (2, 44, 0), 33),
        words(
            "Jati, kuda cokelat berpelana, berlari di lautan pasir dekat Gunung Bromo.",
            "Jati, a brown saddled horse, trots over the sea of sand near Mount Bromo.",
        ),
    ),
    DemoPage(
        5,
        words("Pura di Tengah Pasir", "A Temple on the Sand"),
        (
            ("Di tengah pasir berdiri Pura Luhur Poten.", "On the sand stands a temple, Pura Luhur Poten."),
            ("Sebagian besar orang Tengger beragama Hindu.", "Most Tengger people are Hindu."),
            ("Di pura inilah mereka berdoa bersama.", "This is where they pray together."),
            ("Dindingnya dibuat dari batu yang gelap.", "Its walls are made of dark stone."),
            ("Dua payung upacara berdiri di halamannya.", "Two ceremonial umbrellas stand in its yard."),
            ("Sekar turun dari kuda dan berjalan pelan.", "Sekar gets off the horse and walks slowly."),
            ("Di tempat orang berdoa, kita menjaga sikap.", "Where people pray, we are quiet and polite."),
        ),
        (
            Spot("pura", "temple", words("Pura Luhur Poten", "the temple"), (6, 0, -24), 0, 176, "sway", moment=1),
            Spot("kuda", "horse", HORSE, (-70, 0, 46), 40, 78, "nod", moment=0.8),
            Spot("sekar", "sekar", SEKAR, (44, 0, 58), 188, 50, "idle", moment=0),
        ),
        (
            find(
                "temukan-pura",
                words("Ketuk pura.", "Tap the temple."),
                words("Cari gerbang dari batu gelap.", "Look for a gate of dark stone."),
                "pura",
            ),
            choice(
                "sikap",
                words("Bagaimana sikap kita di tempat orang berdoa?", "How do we behave where people pray?"),
                words("tenang dan sopan", "quiet and polite"),
                words("berlari-lari", "we run around"),
                words("berteriak", "we shout"),
            ),
        ),
        caldera(MORNING, ("bromo", (190, -4, -520), 0, 420)),
        View((0, 98, 335), (2, 46, 0), 33),
        words(
            "Pura berdinding batu gelap dengan dua payung upacara, Sekar, dan kuda di lautan pasir.",
            "A temple of dark stone with two umbrellas, Sekar and the horse on the sea of sand.",
        ),
    ),
    DemoPage(
        6,
        words("Di Tepi Kawah", "At the Crater's Edge"),
        (
            ("Tangga panjang menuju kawah Bromo.", "A long stairway leads to the crater of Bromo."),
            ("Sekar menghitung anak tangga sambil mendaki.", "Sekar counts the steps as she climbs."),
            ("Di atas, asap putih keluar dari kawah.", "At the top, white smoke rises from the crater."),
            ("Baunya seperti telur rebus.", "It smells like boiled eggs."),
            ("“Itu bau belerang,” kata Bapak.", "“That is sulphur,” says Father."),
            ("“Gunung ini masih aktif, jadi kita berhati-hati.”", "“This mountain is still active, so we take care.”"),
            ("Sekar menutup hidung dengan sarungnya.", "Sekar covers her nose with her sarong."),
        ),
        (
            Spot("bromo", "bromo", BROMO, (0, 0, -8), 0, 200, "smoke", moment=3.1),
            Spot("sekar", "sekar", SEKAR, (-44, 2, 76), 24, 50, "idle", moment=1),
            Spot("bapak", "father", FATHER, (-76, 2, 68), 24, 60, "idle", moment=0.5),
        ),
        (
            find(
                "temukan-bromo",
                words("Ketuk gunung yang berasap.", "Tap the mountain that smokes."),
                words("Lihat asap putih yang naik.", "Look for the white smoke that rises."),
                "bromo",
            ),
            spell(
                "eja-asap",
                words(
                    "Apa yang keluar dari kawah? Susun hurufnya.",
                    "What rises from the crater? Put the letters in order.",
                ),
                words(
                    "Hampir. Dengarkan kalimat ketiga sekali lagi.", "Almost. Listen to the third sentence once more."
                ),
                words("asap", "smoke"),
            ),
            choice(
                "belerang",
                words("Bau apa yang tercium di kawah?", "What does the crater smell of?"),
                words("bunga", "flowers"),
                words("belerang", "sulphur"),
                words("kopi", "coffee"),
                answer=2,
            ),
        ),
        caldera(NOON, ("semeru", (-320, -10, -980), 0, 760)),
        View((6, 120, 350), (0, 56, 0), 34),
        words(
            "Asap putih keluar dari kawah Bromo, sementara Sekar dan Bapak melihat dari bawah.",
            "White smoke rises from the crater of Bromo while Sekar and Father look on.",
        ),
    ),
    DemoPage(
        7,
        words("Yadnya Kasada", "Yadnya Kasada"),
        (
            (
                "Setahun sekali, pada bulan Kasada, orang Tengger berkumpul.",
                "Once a year, in the month of Kasada, the Tengger people gather.",
            ),
            (
                "Mereka mengenang leluhur, Roro Anteng dan Joko Seger.",
                "They remember their ancestors, Roro Anteng and Joko Seger.",
            ),
            (
                "Menurut cerita, nama Tengger berasal dari nama keduanya.",
                "The name Tengger, the story says, comes from their two names.",
            ),
            (
                "Hasil panen dihias pada ongkek, lalu dipikul.",
                "The harvest is hung on a carrying frame called an ongkek.",
            ),
            (
                "Setelah didoakan di pura, sesaji dibawa ke kawah.",
                "After prayers at the temple, it is carried to the crater.",
            ),
            ("Itulah tanda syukur dan doa untuk keselamatan.", "It is a way to give thanks and to ask for safety."),
            ("Sekar ikut membawa kubis terbaik dari ladangnya.", "Sekar brings the best cabbage from her field."),
        ),
        (
            Spot("ongkek", "ongkek", words("ongkek", "the ongkek"), (14, 0, 14), -6, 104, "swing", moment=0.5),
            Spot("bapak", "father", FATHER, (-56, 0, 20), 16, 84, "idle", moment=1),
            Spot("sekar", "sekar", SEKAR, (86, 0, 36), -20, 64, "idle", moment=3),
            Spot(
                "purnama",
                "full-moon",
                words("bulan purnama", "the full moon"),
                (-20, 70, -60),
                0,
                72,
                "drift",
                moment=1,
            ),
        ),
        (
            find(
                "temukan-ongkek",
                words("Ketuk ongkek.", "Tap the ongkek."),
                words(
                    "Cari lengkungan daun dan bunga dengan keranjang.",
                    "Look for the arch of leaves and flowers with a basket.",
                ),
                "ongkek",
            ),
            choice(
                "syukur",
                words("Untuk apa sesaji dibawa ke kawah?", "Why is the harvest carried to the crater?"),
                words("untuk dijual", "to sell it"),
                words("untuk bersyukur dan berdoa", "to give thanks and to pray"),
                words("untuk berlomba", "to win a race"),
                answer=2,
            ),
        ),
        caldera(NIGHT, ("bromo", (210, -4, -420), 0, 380), ("temple", (-250, -4, -420), 20, 200)),
        View((0, 92, 330), (8, 54, 0), 33),
        words(
            "Bapak dan Sekar di samping ongkek berhias hasil panen di bawah bulan purnama.",
            "Father and Sekar beside an ongkek hung with the harvest under a full moon.",
        ),
    ),
    DemoPage(
        8,
        words("Bunga yang Tidak Layu", "The Flower That Never Wilts"),
        (
            ("Saat pulang, Sekar melihat bunga putih kecil.", "On the way home Sekar sees small white flowers."),
            ("“Itu edelweis,” kata Bapak.", "“That is edelweiss,” says Father."),
            ("“Bunganya tidak mudah layu.”", "“Its flowers hardly ever wilt.”"),
            ("“Bolehkah aku memetiknya?” tanya Sekar.", "“May I pick one?” asks Sekar."),
            ("“Jangan, bunga ini dilindungi,” jawab Bapak.", "“No, these flowers are protected,” says Father."),
            (
                "“Biarkan tumbuh, supaya semua orang bisa melihatnya.”",
                "“Let them grow, so that everyone can see them.”",
            ),
            ("Di rumah, Sekar menggambar bunga itu di bukunya.", "At home, Sekar draws the flowers in her book."),
        ),
        (
            Spot("edelweis", "edelweiss", words("edelweis", "the edelweiss"), (34, 0, 12), 10, 98, "sway", moment=0.5),
            Spot("sekar", "sekar", SEKAR, (-38, 0, 34), 34, 84, "idle", moment=1),
            Spot("bromo", "bromo", BROMO, (-60, 0, -74), 0, 84, "smoke", painted=False),
        ),
        (
            find(
                "temukan-edelweis",
                words("Ketuk edelweis.", "Tap the edelweiss."),
                words("Cari bunga putih dengan tengah kuning.", "Look for white flowers with yellow hearts."),
                "edelweis",
            ),
            choice(
                "petik",
                words("Mengapa bunga itu tidak boleh dipetik?", "Why may the flowers not be picked?"),
                words("karena dilindungi", "because they are protected"),
                words("karena berduri", "because they have thorns"),
                words("karena terlalu tinggi", "because they are too high up"),
            ),
            spell(
                "eja-bunga",
                words("Apa yang digambar Sekar? Susun hurufnya.", "What does Sekar draw? Put the letters in order."),
                words("Hampir. Ucapkan pelan-pelan: bu-nga.", "Almost. Listen to the last sentence once more."),
                words("bunga", "flowers"),
            ),
        ),
        caldera(SUNRISE, ("bromo", (-170, -4, -420), 0, 400), ("semeru", (320, -10, -980), 0, 760)),
        View((0, 92, 310), (0, 46, 0), 33),
        words(
            "Sekar memandang rumpun edelweis putih, dengan Bromo berasap di belakangnya.",
            "Sekar looks at a clump of white edelweiss, with smoking Bromo behind her.",
        ),
    ),
)
