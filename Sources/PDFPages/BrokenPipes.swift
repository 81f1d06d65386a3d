#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Writing to a reader that has died must be an error of that write, not the end of this process.
func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
}
