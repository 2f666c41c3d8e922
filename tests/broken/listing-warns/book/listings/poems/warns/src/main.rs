fn main() {
    let poem = "a poem";
}
