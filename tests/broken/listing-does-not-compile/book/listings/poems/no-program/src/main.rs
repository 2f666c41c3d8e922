fn main() {
    let _poem: u8 = "a poem";
}
