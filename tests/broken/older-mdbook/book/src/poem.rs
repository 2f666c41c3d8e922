// ANCHOR: print
fn main() {
    println!("Ruh");
}
