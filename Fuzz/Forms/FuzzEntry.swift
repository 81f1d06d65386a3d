import FuzzTargets

/// Called by libFuzzer with every input it makes up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.forms.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
