//! The poems of a house.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

/// Poems, by name. They are read once, before the first guest comes: a file would block the thread
/// of all tasks.
#[derive(Debug, Default)]
pub struct Poems(BTreeMap<String, Vec<u8>>);

impl Poems {
    /// The `.txt` files of a folder, by their names without `.txt`.
    ///
    /// # Errors
    ///
    /// When the folder or a poem can't be read.
    pub fn read(folder: &Path) -> io::Result<Poems> {
        let mut poems = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|it| it == "txt")
                && let Some(name) = path.file_stem()
            {
                let name = name.to_string_lossy().into_owned();
                poems.insert(name, fs::read(&path)?);
            }
        }
        Ok(Poems(poems))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// A poem as a netstring; an empty one if there is no such poem.
    pub fn netstring(&self, name: &str) -> Vec<u8> {
        let poem = self.0.get(name).map_or(&[][..], Vec::as_slice);
        let mut netstring = format!("{}:", poem.len()).into_bytes();
        netstring.extend_from_slice(poem);
        netstring.push(b',');
        netstring
    }
}

impl FromIterator<(String, Vec<u8>)> for Poems {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(poems: I) -> Self {
        Poems(poems.into_iter().collect())
    }
}
