//! A smaller file: the many small objects of a tagged PDF, packed into compressed object streams.
//!
//! Tags make up more than half of a book's PDF, and krilla writes them one by one as they are. What
//! PDF 1.5 calls object streams (ISO 32000-1, 7.5.7 and 7.5.8) takes them to a tenth of that.

use std::io::Write;
use std::sync::Arc;

use comemo::memoize;
use flate2::Compression;
use flate2::write::ZlibEncoder;

/// How many objects share a stream: a reader that wants one has to inflate all of them.
const OBJECTS: usize = 200;

/// Length of a line of the table of cross-references.
const ENTRY: usize = 20;

/// The table and the objects of a PDF, as they stand in the file.
struct Parsed<'a> {
    /// What stands before the first object.
    head: &'a [u8],
    /// The entries of the trailer's dictionary, without `/Size`.
    trailer: String,
    /// How many numbers the table has.
    size: usize,
    /// Number and body of each object, in the order of the file.
    objects: Vec<(usize, &'a [u8])>,
}

/// Where an object is, for the new table.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    In { stream: usize, index: usize },
}

/// The same document with its objects packed. `None` if the file isn't of the plain kind that
/// krilla writes: one table of cross-references, one version of each object.
pub(crate) fn compact(pdf: &[u8]) -> Option<Vec<u8>> {
    let Parsed { head, trailer, size, objects } = parse(pdf)?;
    let (streams, plain): (Vec<_>, Vec<_>) =
        objects.into_iter().partition(|(_, body)| body.ends_with(b"endstream"));
    let mut out = head.to_vec();
    let mut table = vec![Entry::Free; size];
    for (number, body) in streams {
        table[number] = Entry::At(out.len());
        write_object(&mut out, number, body);
    }
    for group in plain.chunks(OBJECTS) {
        let stream = table.len();
        let mut numbers = String::new();
        let mut bodies = Vec::new();
        for (index, (number, body)) in group.iter().enumerate() {
            numbers.push_str(&format!("{number} {} ", bodies.len()));
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
            table[*number] = Entry::In { stream, index };
        }
        table.push(Entry::At(out.len()));
        let entries = format!("/Type /ObjStm /N {} /First {}", group.len(), numbers.len());
        let content = [numbers.as_bytes(), &bodies].concat();
        write_object(&mut out, stream, &stream_of(&entries, &content)?);
    }
    let start = out.len();
    table.push(Entry::At(start));
    let rows: Vec<u8> = table.iter().flat_map(|entry| row(*entry)).collect();
    let entries = format!("/Type /XRef /Size {} /W [1 4 2] {trailer}", table.len());
    write_object(&mut out, table.len() - 1, &stream_of(&entries, &rows)?);
    out.extend_from_slice(format!("startxref\n{start}\n%%EOF\n").as_bytes());
    Some(out)
}

fn parse(pdf: &[u8]) -> Option<Parsed<'_>> {
    let tail = &pdf[pdf.len().saturating_sub(64)..];
    let tail = &tail[find(tail, b"startxref")? + b"startxref".len()..];
    let start: usize = std::str::from_utf8(tail).ok()?.split_whitespace().next()?.parse().ok()?;
    let rest = pdf.get(start..)?.strip_prefix(b"xref\n0 ")?;
    let line = find(rest, b"\n")?;
    let size: usize = std::str::from_utf8(&rest[..line]).ok()?.trim().parse().ok()?;
    let rows = rest.get(line + 1..line + 1 + size.checked_mul(ENTRY)?)?;
    let after = std::str::from_utf8(&rest[line + 1 + rows.len()..]).ok()?;

    let dictionary = after.trim_start().strip_prefix("trailer")?.split("startxref").next()?;
    let dictionary = dictionary.trim().strip_prefix("<<")?.strip_suffix(">>")?;
    let at = dictionary.find("/Size")?;
    let value = dictionary[at + "/Size".len()..].trim_start();
    let value = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let trailer = format!("{}{value}", &dictionary[..at]);

    let mut places = Vec::new();
    for (number, row) in rows.chunks(ENTRY).enumerate() {
        let row = std::str::from_utf8(row).ok()?;
        match (row.get(11..16)?, row.get(17..18)?) {
            ("00000", "n") => places.push((row.get(..10)?.parse::<usize>().ok()?, number)),
            (_, "f") => {}
            _ => return None,
        }
    }
    places.sort_unstable();
    let head = pdf.get(..places.first()?.0)?;
    let mut objects = Vec::new();
    for (index, (from, number)) in places.iter().enumerate() {
        let to = places.get(index + 1).map_or(start, |(next, _)| *next);
        let body = pdf.get(*from..to)?.trim_ascii();
        let body = body.strip_prefix(format!("{number} 0 obj").as_bytes())?;
        objects.push((*number, body.strip_suffix(b"endobj")?.trim_ascii()));
    }
    Some(Parsed { head, trailer, size, objects })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn write_object(out: &mut Vec<u8>, number: usize, body: &[u8]) {
    out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    out.extend_from_slice(body);
    out.extend_from_slice(b"\nendobj\n\n");
}

/// A compressed stream whose dictionary has these entries.
fn stream_of(entries: &str, content: &[u8]) -> Option<Vec<u8>> {
    let packed = deflate(content)?;
    let length = packed.len();
    let mut body =
        format!("<< {entries} /Filter /FlateDecode /Length {length} >>\nstream\n").into_bytes();
    body.extend_from_slice(&packed);
    body.extend_from_slice(b"\nendstream");
    Some(body)
}

/// The content, compressed. After a small change most of a book's tags are what they were, and are
/// not compressed again.
#[memoize]
fn deflate(content: &[u8]) -> Option<Arc<[u8]>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).ok()?;
    Some(encoder.finish().ok()?.into())
}

/// A row of the new table: one byte for the kind, four and two for where.
fn row(entry: Entry) -> [u8; 7] {
    let (kind, place, index) = match entry {
        Entry::Free => (0, 0, u16::MAX),
        Entry::At(place) => (1, place, 0),
        // `OBJECTS` fits.
        Entry::In { stream, index } => (2, stream, index as u16),
    };
    // A file of more than 4 GB is none that this crate writes.
    let [a, b, c, d] = (place as u32).to_be_bytes();
    let [e, f] = index.to_be_bytes();
    [kind, a, b, c, d, e, f]
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    const PDF: &str = "%PDF-1.7\n%x\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\n\
                       2 0 obj\n<< /Kids [] >>\nendobj\n\n3 0 obj\n<< /Length 3 >>\nstream\nabc\n\
                       endstream\nendobj\n\n";

    fn sample() -> Vec<u8> {
        let mut pdf = PDF.to_owned();
        let start = pdf.len();
        pdf.push_str("xref\n0 4\n0000000000 65535 f\r\n");
        for number in 1..4 {
            let at = PDF.find(&format!("{number} 0 obj")).unwrap();
            pdf.push_str(&format!("{at:010} 00000 n\r\n"));
        }
        pdf.push_str("trailer\n<<\n  /Size 4\n  /Root 1 0 R\n>>\n");
        pdf.push_str(&format!("startxref\n{start}\n%%EOF"));
        pdf.into_bytes()
    }

    /// The content of the compressed stream of the object `number`.
    fn inflate(pdf: &[u8], number: usize) -> Vec<u8> {
        let object = &pdf[find(pdf, format!("\n{number} 0 obj").as_bytes()).unwrap()..];
        let stream = &object[find(object, b"stream\n").unwrap() + 7..];
        let mut content = Vec::new();
        ZlibDecoder::new(stream).read_to_end(&mut content).unwrap();
        content
    }

    #[test]
    fn plain_objects_are_packed_and_streams_stay() {
        let packed = compact(&sample()).unwrap();
        let text = String::from_utf8_lossy(&packed);
        assert!(text.contains("3 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream"), "{text}");
        assert!(!text.contains("/Catalog"), "{text}");
        assert!(text.contains("/Root 1 0 R"), "{text}");
        let bodies = "<< /Type /Catalog /Pages 2 0 R >>\n<< /Kids [] >>\n";
        assert_eq!(String::from_utf8_lossy(&inflate(&packed, 4)), format!("1 0 2 34 {bodies}"));

        let table = inflate(&packed, 5);
        assert_eq!(table.len(), 6 * 7);
        assert_eq!(table[7..14], [2, 0, 0, 0, 4, 0, 0]);
        assert_eq!(table[14..21], [2, 0, 0, 0, 4, 0, 1]);
        let place = u32::from_be_bytes([table[22], table[23], table[24], table[25]]) as usize;
        assert!(packed[place..].starts_with(b"3 0 obj"));
    }

    #[test]
    fn a_file_of_another_kind_is_left_alone() {
        for other in ["", "%PDF", "startxref\n999\n%%EOF", "xref\n0 9\nstartxref\n0\n%%EOF"] {
            assert!(compact(other.as_bytes()).is_none(), "{other}");
        }
    }
}
