fn main() {
    println!("a poem");
    std::thread::park();
}
