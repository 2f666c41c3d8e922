//! Which arrows go beside each other through a channel between rows, or a gap between columns.

use std::collections::BTreeMap;

use super::Graph;
use super::route::Way;

/// An arrow on its way through a channel or a gap.
struct Passing {
    edge: usize,
    /// The number of the channel or of the gap.
    upright: bool,
    place: usize,
    /// The first and the last column, or row, that it passes.
    first: usize,
    last: usize,
}

impl Passing {
    fn meets(&self, other: &Passing) -> bool {
        (self.upright, self.place) == (other.upright, other.place)
            && self.first <= other.last
            && other.first <= self.last
    }
}

/// For each arrow through a channel or a gap, which of the tracks there is its own: arrows have the
/// same one when they pass different columns, or rows. Short ones come first.
pub(super) fn tracks(graph: &Graph) -> BTreeMap<usize, usize> {
    let mut passing: Vec<Passing> = graph
        .edges
        .iter()
        .enumerate()
        .filter_map(|(edge, it)| {
            let (from, to) = (graph.nodes[it.from].place, graph.nodes[it.to].place);
            let (upright, place, from, to) = match graph.way(it) {
                Way::Channel(channel) | Way::Loop(channel) => (false, channel, from.1, to.1),
                Way::Gap(gap) => (true, gap, from.0, to.0),
                Way::Beside | Way::Below => return None,
            };
            Some(Passing { edge, upright, place, first: from.min(to), last: from.max(to) })
        })
        .collect();
    passing.sort_by_key(|it| (it.last - it.first, it.edge));
    let mut tracks: BTreeMap<usize, usize> = BTreeMap::new();
    for (done, it) in passing.iter().enumerate() {
        let met = || passing[..done].iter().filter(|other| it.meets(other));
        let is_free = |track: &usize| met().all(|other| tracks[&other.edge] != *track);
        let track = (0..).find(is_free).unwrap_or_default();
        tracks.insert(it.edge, track);
    }
    tracks
}
