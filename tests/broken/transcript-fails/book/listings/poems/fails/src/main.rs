fn main() {
    println!("a poem");
    std::process::exit(3);
}
