fn main() {
    // ANCHOR: print
    println!("a poem");
    // ANCHOR_END: print
}
