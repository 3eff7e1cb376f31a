-- Sentences on what happened to a run without ending it, such as that a damaged checkpoint was passed over.
ALTER TABLE runs ADD COLUMN notes_json TEXT NOT NULL DEFAULT '[]';
