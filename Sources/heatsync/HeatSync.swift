import Commands

@main
struct Main {
    static func main() async { await HeatSync.run() }
}
