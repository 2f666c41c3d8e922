//! Traces one task by hand.
use std::io::Write;

fn main() -> std::io::Result<()> {
    let Some(path) = std::env::var_os("TRACE") else { return Ok(()) };
    let mut file = std::fs::File::create(path)?;
    writeln!(file, "{{\"trace\":1,\"program\":\"drifted\"}}")?;
    for (seq, event) in ["begin", "run", "ready", "run", "end"].iter().enumerate() {
        let us = seq * 1000;
        writeln!(
            file,
            "{{\"seq\":{seq},\"us\":{us},\"thread\":1,\"task\":1,\"name\":\"poem\",\
             \"event\":\"{event}\",\"file\":\"listings/poems/drifted/src/main.rs\",\"line\":3}}"
        )?;
    }
    Ok(())
}
