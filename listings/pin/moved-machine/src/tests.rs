//! Where the pointer leads, and that the figure draws it so.

use super::*;

/// Where the last word of a line begins.
const LAST_WORD: usize = 20;

#[test]
fn a_pointer_stays_behind_when_its_machine_moves() {
    let mut ant = Machine::new(ANT);
    assert_eq!(ant.points_into(&ant), None);
    ant.step();
    assert_eq!(ant.points_into(&ant), Some(LAST_WORD));
    let was = ant.place();
    let ant = Box::new(ant);
    assert_eq!(ant.points_into(&ant), None);
    assert_eq!(ant.target().addr() - was.addr(), LAST_WORD);
}

#[test]
fn two_that_are_swapped_point_into_each_other() {
    let (mut ant, mut bee) = (Machine::new(ANT), Machine::new(BEE));
    ant.step();
    bee.step();
    mem::swap(&mut ant, &mut bee);
    assert_eq!(ant.points_into(&bee), Some(LAST_WORD));
    assert_eq!(bee.points_into(&ant), Some(LAST_WORD));
    assert_eq!((ant.points_into(&ant), bee.points_into(&bee)), (None, None));
}

#[test]
fn a_step_gets_the_last_word() {
    for line in [ANT, BEE] {
        let mut words = str::from_utf8(&line).unwrap().split(' ');
        assert_eq!(words.next_back().unwrap().as_bytes(), &line[LAST_WORD..]);
    }
}

/// The cells of the rows of a figure: names, sizes and where they point.
fn rows(figure: &str) -> Vec<Vec<(String, usize, Option<String>)>> {
    let rows = figure.split("[[row]]").skip(1);
    let value = |line: &str, key: &str| {
        let (_, value) = line.split_once(&format!("{key} = "))?;
        Some(
            value.split([',', '}']).next()?.trim().trim_matches('"').to_owned(),
        )
    };
    rows.map(|row| {
        let cells = row.lines().filter(|line| line.contains("size = "));
        cells
            .map(|cell| {
                let name = value(cell, "name").unwrap();
                let size = value(cell, "size").unwrap().parse().unwrap();
                (name, size, value(cell, "to"))
            })
            .collect()
    })
    .collect()
}

#[test]
fn the_figure_has_the_layout_of_the_machine() {
    let figure = include_str!("../../../../figures/pin-moved.toml");
    let rows = rows(figure);
    assert_eq!(rows.len(), 2);
    let line = str::from_utf8(&ANT).unwrap();
    let machine = Machine::new(ANT);
    assert_eq!(machine.place().addr(), (&raw const machine).addr());
    for row in rows {
        let (names, sizes): (Vec<_>, Vec<_>) =
            row.iter().map(|(name, size, _)| (name.as_str(), *size)).unzip();
        assert_eq!(
            names,
            [line[..LAST_WORD].trim_end(), &line[LAST_WORD..], "last_word"]
        );
        assert_eq!(
            sizes,
            [LAST_WORD, ANT.len() - LAST_WORD, size_of::<*const u8>()]
        );
        assert_eq!(sizes.iter().sum::<usize>(), size_of::<Machine>());
        assert_eq!(row[2].2.as_deref(), Some("where it was.hang"));
    }
}
