fn main() {
    // ANCHOR: print
    println!("a poem");
}
