"""Domain knowledge as data: vocabulary, classifications, glossary, organisations."""
