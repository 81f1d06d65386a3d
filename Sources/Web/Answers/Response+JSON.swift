import HTTPTypes
import Hummingbird
import NIOCore
import Schedules

extension Response {
    /// An answer of JSON, not to be kept by caches unless `headers` say so.
    init(_ status: HTTPResponse.Status = .ok, json value: JSONValue, headers: HTTPFields = HTTPFields()) {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: value.text + "\n")))
    }
}
