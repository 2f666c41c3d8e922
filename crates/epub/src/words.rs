//! The few words that the edition itself says, in the book's language where we know it.

/// The words of one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// The language they are in.
    pub language: &'static str,
    /// The heading of the table of contents.
    pub contents: &'static str,
    /// The cover.
    pub cover: &'static str,
    /// The title page.
    pub title_page: &'static str,
    /// Where the text begins.
    pub beginning: &'static str,
    /// The heading of the last page.
    pub colophon: &'static str,
    /// The heading of the list of pages.
    pub pages: &'static str,
    /// The heading of the list of landmarks.
    pub landmarks: &'static str,
    /// The heading of a chapter's notes.
    pub notes: &'static str,
    /// The link from a note back to its mark.
    pub back: &'static str,
    /// The heading of the answers at the back.
    pub answers: &'static str,
    /// The link from a question to its answer at the back.
    pub answer: &'static str,
    /// Before the date of the edition.
    pub edition: &'static str,
    /// Before the address of the source.
    pub source: &'static str,
    /// Before the name of the edition whose page numbers these are.
    pub numbers: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    contents: "Contents",
    cover: "Cover",
    title_page: "Title page",
    beginning: "Start of the text",
    colophon: "About this edition",
    pages: "Pages",
    landmarks: "Landmarks",
    notes: "Notes",
    back: "Back to the text",
    answers: "Answers to the predictions",
    answer: "Answer",
    edition: "Edition of",
    source: "Source:",
    numbers: "Page numbers are those of:",
};

const GERMAN: Words = Words {
    language: "de",
    contents: "Inhalt",
    cover: "Umschlag",
    title_page: "Titelseite",
    beginning: "Textbeginn",
    colophon: "Zu dieser Ausgabe",
    pages: "Seiten",
    landmarks: "Orientierungspunkte",
    notes: "Anmerkungen",
    back: "Zurück zum Text",
    answers: "Antworten auf die Vorhersagen",
    answer: "Antwort",
    edition: "Ausgabe vom",
    source: "Quelle:",
    numbers: "Die Seitenzahlen sind die der Ausgabe:",
};

const FRENCH: Words = Words {
    language: "fr",
    contents: "Table des matières",
    cover: "Couverture",
    title_page: "Page de titre",
    beginning: "Début du texte",
    colophon: "À propos de cette édition",
    pages: "Pages",
    landmarks: "Points de repère",
    notes: "Notes",
    back: "Retour au texte",
    answers: "Réponses aux prédictions",
    answer: "Réponse",
    edition: "Édition du",
    source: "Source :",
    numbers: "Les numéros de page sont ceux de l’édition :",
};

/// The words for a book in `language`, a BCP 47 tag; English where we have none.
pub(crate) fn words(language: &str) -> &'static Words {
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    [&GERMAN, &FRENCH].into_iter().find(|words| words.language == primary).unwrap_or(&ENGLISH)
}
