//! A page in the browser, and what a reader does with it.

use crate::devtools::Browser;
use serde_json::{Value, json};

/// A page, in a browser of its own.
pub struct Page {
    browser: Browser,
    session: String,
    events: Vec<Value>,
}

impl Page {
    /// An empty page; `None` where there is no Chromium.
    pub fn open() -> Option<Page> {
        let mut browser = Browser::launch()?;
        let target = browser.command(None, "Target.createTarget", json!({ "url": "about:blank" }));
        let how = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.command(None, "Target.attachToTarget", how);
        let session = attached["sessionId"].as_str().expect("a session has an id").to_owned();
        let mut page = Page { browser, session, events: Vec::new() };
        for domain in ["Page", "Runtime", "Network", "Log"] {
            page.command(&format!("{domain}.enable"), json!({}));
        }
        page.resize(1280, 900);
        Some(page)
    }

    /// A command of the DevTools protocol.
    pub fn command(&mut self, method: &str, params: Value) -> Value {
        self.browser.command(Some(&self.session), method, params)
    }

    /// The size of the window in CSS pixels.
    pub fn resize(&mut self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        self.command("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Goes to `url` and waits until everything is there, fonts too.
    pub fn goto(&mut self, url: &str) {
        self.command("Page.navigate", json!({ "url": url }));
        self.loaded();
    }

    /// Waits until a page that something has led to is there.
    pub fn loaded(&mut self) {
        loop {
            let event = self.browser.event("a page to load");
            let loaded = event["method"] == "Page.loadEventFired";
            self.events.push(event);
            if loaded {
                break;
            }
        }
        self.eval("document.fonts.ready.then(() => true)");
    }

    /// What happened since the last call: events of the protocol, in order.
    pub fn events(&mut self) -> Vec<Value> {
        self.events.extend(self.browser.events());
        std::mem::take(&mut self.events)
    }

    /// The value of an expression in the page; of a promise, when it is kept.
    pub fn eval(&mut self, expression: &str) -> Value {
        let how = json!({
            "expression": expression,
            "awaitPromise": true,
            "returnByValue": true,
            "userGesture": true,
        });
        let mut answer = self.command("Runtime.evaluate", how);
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {}",
            answer["exceptionDetails"]
        );
        answer["result"]["value"].take()
    }

    /// The text that an expression gives.
    pub fn text(&mut self, expression: &str) -> String {
        let value = self.eval(expression);
        value.as_str().unwrap_or_else(|| panic!("{expression} is {value}, not a text")).to_owned()
    }

    /// Whether an expression holds.
    pub fn holds(&mut self, expression: &str) -> bool {
        self.eval(expression) == json!(true)
    }

    /// Waits until an expression holds, looking at it again each time the page is drawn.
    pub fn wait_until(&mut self, expression: &str) {
        let held = self.eval(&format!(
            "new Promise(done => {{
                setTimeout(() => done(false), 30000);
                const look = () => ({expression}) ? done(true) : requestAnimationFrame(look);
                look();
            }})"
        ));
        assert!(held == json!(true), "waited in vain for {expression}");
    }

    /// Clicks in the middle of the first element that matches.
    pub fn click(&mut self, selector: &str) {
        let place = self.eval(&format!(
            "(() => {{
                const element = document.querySelector({selector:?});
                element.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                const box = element.getBoundingClientRect();
                return [box.x + box.width / 2, box.y + box.height / 2];
            }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
            });
            self.command("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses Tab until an element that matches has the focus.
    pub fn tab_to(&mut self, selector: &str) {
        for _ in 0..60 {
            self.press("Tab");
            if self.holds(&format!("document.activeElement.matches({selector:?})")) {
                return;
            }
        }
        panic!("Tab leads nowhere near {selector}");
    }

    /// Types a text, key by key.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.press(&c.to_string());
        }
    }

    /// Presses a key, by the name that `KeyboardEvent.key` has for it.
    pub fn press(&mut self, key: &str) {
        // What a key does by default depends on its code, and whether it has a text.
        let (code, text) = match key {
            "Enter" => (13, "\r"),
            "Tab" => (9, ""),
            "Escape" => (27, ""),
            "End" => (35, ""),
            "Home" => (36, ""),
            "ArrowLeft" => (37, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            " " => (32, " "),
            letter => (0, letter),
        };
        let mut event = json!({ "type": "keyDown", "key": key, "windowsVirtualKeyCode": code });
        if !text.is_empty() {
            event["text"] = json!(text);
        }
        self.command("Input.dispatchKeyEvent", event.clone());
        event["type"] = json!("keyUp");
        self.command("Input.dispatchKeyEvent", event);
    }
}
