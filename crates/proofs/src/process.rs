//! A program that runs with a time limit, in a clean environment, its output in one stream.

use crate::ports;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// What is asked for: all that a run depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    /// The executable file.
    pub(crate) exe: PathBuf,
    pub(crate) args: Vec<OsString>,
    /// What is set beyond the clean environment.
    pub(crate) env: BTreeMap<String, OsString>,
    /// The working directory.
    pub(crate) dir: PathBuf,
}

/// Variables without which programs don't start, or don't find their libraries.
const INHERITED: [&str; 6] =
    ["PATH", "HOME", "SYSTEMROOT", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"];

/// How often a program is asked whether it has ended. No measurement depends on it.
const GLANCE: Duration = Duration::from_millis(2);

/// A program that runs; dropped, it and what it started are ended.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    output: Arc<Mutex<Vec<u8>>>,
    reader: Option<thread::JoinHandle<()>>,
}

impl Running {
    /// Starts `program`, with nothing on its standard input.
    pub(crate) fn start(program: &Program) -> io::Result<Running> {
        let (source, sink) = io::pipe()?;
        Running::start_with(program, source, sink.try_clone()?.into(), sink.into())
    }

    /// Starts `program`, with its standard error in a file and not among its output.
    pub(crate) fn start_apart(program: &Program, errors: File) -> io::Result<Running> {
        let (source, sink) = io::pipe()?;
        Running::start_with(program, source, sink.into(), errors.into())
    }

    fn start_with(
        program: &Program,
        mut source: io::PipeReader,
        output: Stdio,
        errors: Stdio,
    ) -> io::Result<Running> {
        let mut command = Command::new(&program.exe);
        command
            .args(&program.args)
            .current_dir(&program.dir)
            .env_clear()
            .env("LANG", "C")
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors);
        for name in INHERITED {
            if let Some(value) = std::env::var_os(name) {
                command.env(name, value);
            }
        }
        command.envs(&program.env);
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.spawn()?;
        // The command holds the pipe's writing end; while it lives, the reader would never finish.
        drop(command);
        let output = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&output);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 8192];
            while let Ok(read @ 1..) = source.read(&mut buffer) {
                shared.lock().unwrap_or_else(PoisonError::into_inner).extend(&buffer[..read]);
            }
        });
        Ok(Running { child, output, reader: Some(reader) })
    }

    /// Starts a program that serves, and waits until it listens on `ports`; without any, until it
    /// prints a line.
    pub(crate) fn listening(
        program: &Program,
        ports: &[u16],
        limit: Duration,
    ) -> Result<Running, Failure> {
        let mut running = Running::start(program).map_err(Failure::io)?;
        let mut ended = None;
        let listens = running
            .wait_until(limit, |running| {
                ended = running.ended()?;
                let ready = match ports {
                    [] => running.output().ends_with('\n'),
                    ports => ports.iter().all(|&port| ports::is_bound(port)),
                };
                Ok(ready || ended.is_some())
            })
            .map_err(Failure::io)?;
        let message = if let Some(status) = ended {
            let how = ending(status).unwrap_or_else(|| "[exit 0]".to_owned());
            format!("the program in the background ended at once, with {how}")
        } else if listens {
            return Ok(running);
        } else {
            let what = if ports.is_empty() { "print a line" } else { "listen on its port" };
            format!("the program in the background did not {what} within {limit:?}")
        };
        Err(Failure { message, printed: running.stop() })
    }

    /// What it has printed so far.
    pub(crate) fn output(&self) -> String {
        let bytes = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Whether it has ended, and how.
    pub(crate) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    /// Waits until `done` says so, and for `limit` at most; says whether it did.
    pub(crate) fn wait_until(
        &mut self,
        limit: Duration,
        mut done: impl FnMut(&mut Running) -> io::Result<bool>,
    ) -> io::Result<bool> {
        let start = Instant::now();
        loop {
            if done(self)? {
                return Ok(true);
            }
            if start.elapsed() >= limit {
                return Ok(false);
            }
            thread::sleep(GLANCE);
        }
    }

    /// Waits until it ends, for `limit` at most; `None` when it had to be ended.
    pub(crate) fn finish(mut self, limit: Duration) -> io::Result<(String, Option<ExitStatus>)> {
        let mut status = None;
        self.wait_until(limit, |running| {
            status = running.ended()?;
            Ok(status.is_some())
        })?;
        Ok((self.stop(), status))
    }

    /// Ends it and what it started, and returns all that it has printed.
    pub(crate) fn stop(mut self) -> String {
        self.end();
        if let Some(reader) = self.reader.take() {
            // A descendant that left the process group may hold the pipe open for ever.
            let start = Instant::now();
            while !reader.is_finished() && start.elapsed() < Duration::from_secs(1) {
                thread::sleep(GLANCE);
            }
        }
        self.output()
    }

    fn end(&mut self) {
        #[cfg(unix)]
        if let Some(group) = rustix::process::Pid::from_raw(self.child.id() as i32) {
            // Fails when all of the group has ended already, which is what is wanted.
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        // Likewise: a child that has ended can't be killed, only reaped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Why a program could not be run as it was meant to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) message: String,
    /// What it printed until then.
    pub(crate) printed: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Failure {
        Failure { message: message.into(), printed: String::new() }
    }

    pub(crate) fn io(error: io::Error) -> Failure {
        Failure::new(format!("the program can't be run: {error}"))
    }
}

/// How a program ended when that is worth a line: `[exit 1]`, `[signal 6]`.
pub(crate) fn ending(status: ExitStatus) -> Option<String> {
    if status.success() {
        return None;
    }
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return Some(format!("[signal {signal}]"));
    }
    Some(format!("[exit {}]", status.code().unwrap_or(-1)))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Program {
        Program {
            exe: PathBuf::from("/bin/sh"),
            args: vec!["-c".into(), script.into()],
            env: BTreeMap::new(),
            dir: std::env::temp_dir(),
        }
    }

    fn finish(script: &str, limit: Duration) -> (String, Option<ExitStatus>) {
        Running::start(&shell(script)).unwrap().finish(limit).unwrap()
    }

    const LONG: Duration = Duration::from_secs(30);

    #[test]
    fn both_streams_come_in_order() {
        let (output, status) = finish("echo a; echo b >&2; echo c; exit 3", LONG);
        assert_eq!(output, "a\nb\nc\n");
        assert_eq!(ending(status.unwrap()).unwrap(), "[exit 3]");
        let (_, status) = finish("kill -9 $$", LONG);
        assert_eq!(ending(status.unwrap()).unwrap(), "[signal 9]");
    }

    #[test]
    fn a_hanging_program_is_ended_with_what_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("mark");
        let script = format!("(sleep 1; touch {}) & wait", mark.display());
        let (_, status) = finish(&script, Duration::from_millis(200));
        assert!(status.is_none());
        thread::sleep(Duration::from_millis(1500));
        assert!(!mark.exists(), "the grandchild went on");
    }

    #[test]
    fn the_environment_is_clean() {
        let (output, _) = finish("echo $LANG-$RUST_BACKTRACE-$CARGO_PKG_NAME", LONG);
        assert_eq!(output, "C--\n");
    }
}
