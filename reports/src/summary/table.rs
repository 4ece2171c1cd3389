//! A table of figures in words, the same for page, email and plain text.

/// A table whose rows have a name and one cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// What it shows: whose answers, which scale.
    pub(crate) caption: String,
    /// What the rows are: "Item".
    pub(crate) corner: &'static str,
    /// Whether the cells are coloured by their gaps.
    pub(crate) heat: bool,
    /// The columns after the names.
    pub(crate) columns: Vec<TableColumn>,
    pub(crate) rows: Vec<TableRow>,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableColumn {
    /// Its heading.
    pub(crate) label: String,
    /// Whether it holds figures, which stand to the right.
    pub(crate) figures: bool,
    /// The side whose answers it holds, as a class of the stylesheet: `lib`, `par` or nothing.
    pub(crate) side: &'static str,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// The key of the item, by which a link can point at the row; empty for none.
    pub(crate) key: String,
    /// Its name.
    pub(crate) label: String,
    /// Whether it stands out.
    pub(crate) strong: bool,
    pub(crate) cells: Vec<TableCell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableCell {
    /// What stands in it.
    pub(crate) text: String,
    /// Whether words stand in it because the figure must not be shown or does not exist.
    pub(crate) few: bool,
    /// Its colour, from 1 (far below) to 5 (far above); 0 for none.
    pub(crate) heat: u8,
}

impl TableColumn {
    /// A column of figures.
    pub(crate) fn figures(label: impl Into<String>) -> Self {
        Self { label: label.into(), figures: true, side: "" }
    }

    /// A column of words.
    pub(crate) fn words(label: impl Into<String>) -> Self {
        Self { figures: false, ..Self::figures(label) }
    }

    /// Its classes in the stylesheet.
    pub(crate) fn classes(&self) -> String {
        joined([if self.figures { "n" } else { "" }, self.side])
    }

    /// The column of one side.
    #[must_use]
    pub(crate) fn of(self, side: &'static str) -> Self {
        Self { side, ..self }
    }
}

impl TableCell {
    /// A figure or a word.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), few: false, heat: 0 }
    }

    /// Words in place of a figure.
    pub(crate) fn absent(text: impl Into<String>) -> Self {
        Self { few: true, ..Self::of(text) }
    }

    /// Its classes in the stylesheet.
    pub(crate) fn classes(&self, column: &TableColumn) -> String {
        const HEAT: [&str; 6] = ["", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];
        let heat = HEAT.get(usize::from(self.heat)).copied().unwrap_or_default();
        joined([if column.figures { "n" } else { "" }, if self.few { "few" } else { "" }, heat])
    }

    /// A figure, or a dash.
    pub(crate) fn or_dash(text: Option<String>) -> Self {
        text.map_or_else(|| Self::absent("–"), Self::of)
    }
}

impl TableRow {
    /// The id of the row in a page: `item-` and the key, where every character that no id may have is a dash.
    pub(crate) fn id(&self) -> String {
        let safe =
            |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
        format!("item-{}", self.key.chars().map(safe).collect::<String>())
    }

    /// The cells with their columns.
    pub(crate) fn across<'a>(
        &'a self,
        table: &'a Table,
    ) -> impl Iterator<Item = (&'a TableColumn, &'a TableCell)> {
        table.columns.iter().zip(&self.cells)
    }
}

fn joined<const N: usize>(classes: [&str; N]) -> String {
    classes.into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ")
}
