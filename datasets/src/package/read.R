# Reads answers.csv with the labels of codebook.csv. Set the working directory to this folder, then: source("read.R")
# Afterwards `answers` has one row for each response, and attr(answers$key, "label") is what the column is called.

read_cells <- function(file) {
  read.csv(file, check.names = FALSE, colClasses = "character", na.strings = character(0),
           encoding = "UTF-8")
}

codebook <- read_cells("codebook.csv")
answers <- read_cells("answers.csv")
codes <- c("-1", "-2", "-7", "-8", "-9")

for (name in names(answers)) {
  rows <- codebook[codebook$column == name, ]
  if (nrow(rows) == 0 || rows$kind[1] == "id") next
  cells <- answers[[name]]
  cells[cells == "" | cells %in% codes] <- NA
  kind <- rows$kind[1]
  values <- rows[rows$value != "" & !(rows$value %in% codes), ]
  if (grepl("/text$", name) || kind %in% c("short_text", "long_text")) {
    column <- cells
  } else if (kind == "date") {
    column <- as.Date(cells)
  } else if (kind %in% c("single_choice", "")) {
    column <- factor(cells, levels = values$value, labels = make.unique(values$meaning))
  } else {
    column <- as.numeric(cells)
  }
  attr(column, "label") <- rows$label[1]
  answers[[name]] <- column
}
