fn main() {
    println!("a poem");
}
