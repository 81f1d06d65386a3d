#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The `errno` of a system call that failed.
struct DiskFailure: Error {
    var code: Int32

    /// The same for a caller of the store.
    var storeError: StoreError {
        switch code {
        case ENOSPC: .full(reason: "ENOSPC")
        case EDQUOT: .full(reason: "EDQUOT")
        case EFBIG: .full(reason: "EFBIG")
        case ENOENT: .notFound
        case EACCES: .accessDenied(reason: "EACCES")
        case EPERM: .accessDenied(reason: "EPERM")
        case EROFS: .accessDenied(reason: "EROFS")
        case ELOOP: .misconfigured("its folder holds links where it keeps files.", reason: "ELOOP")
        case ENOTDIR: .misconfigured("its folder is no folder.", reason: "ENOTDIR")
        case EISDIR: .misconfigured("its folder holds folders where it keeps files.", reason: "EISDIR")
        default: .unavailable(reason: "errno \(code)")
        }
    }
}
