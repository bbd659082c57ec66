"""What the invented team writes."""

CONCERNS = (
    "{mother} says she feels far away from the baby and watches herself care for the baby as if from outside.",
    "Feeding has become a struggle; {mother} dreads it and has begun to leave it to others.",
    "The parents disagree over crying at night and each feels alone with it. The baby settles with neither.",
    "{mother} finds it hard to look at the baby since the birth, which she remembers as frightening.",
    "The baby is very quiet with {mother} and seldom seeks her out; the health visitor has seen little turn-taking.",
    "{mother} worries all the time that she will harm the baby by getting something wrong, and holds back from play.",
)
SEEN = (
    "{baby} turned towards {parent}'s voice and held the gaze for several seconds.",
    "{parent} waited for {baby} to look back before speaking again.",
    "There was a long feed in which neither looked at the other; then {baby} reached for {parent}'s sleeve.",
    "{baby} cried when put down and {parent} picked up at once, with a softer voice than last time.",
    "{parent} laughed when {baby} copied her tongue. They did it again three times.",
    "{baby} looked away often; {parent} read it as being tired and gave a pause.",
)
SAID = (
    "{parent} said the mornings are better and the evenings still hard.",
    "{parent} spoke about her own mother for the first time.",
    "{parent} feels the film helped her to see that {baby} looks for her.",
    "{parent} has slept a little more this week, since nights are shared.",
    "{parent} was frightened by a thought of dropping {baby} on the stairs; we looked at it together.",
    "{parent} is lonely since the move and would like to meet other parents.",
)
AGREED = (
    "Agreed: two minutes of following the baby's lead each evening.",
    "Agreed: to notice one moment a day in which the baby looks back.",
    "Agreed: to ask for the first night feed to be shared.",
    "Agreed: to go to the singing group once and tell me how it was.",
    "Agreed: to look at the short film together next time.",
)
GOALS = (
    "Feel calmer when {baby} cries",
    "Play together every day",
    "Enjoy feeding {baby}",
    "Understand what {baby} is telling me",
    "Ask for help before it gets too much",
    "Get out of the house together twice a week",
    "Share the nights between us",
    "Feel that I am {baby}'s mum",
)
ENGAGED = (
    "Rang back the same day and asked for mornings.",
    "Number rings out.",
    "Warm on the phone; unsure whether it is for her.",
    "Health visitor will mention us at the next contact.",
)
REFERRERS = ("J. Cole", "A. Finch", "P. Mistry", "Dr L. Amos")
