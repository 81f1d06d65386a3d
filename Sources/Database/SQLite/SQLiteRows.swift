import Foundation
import GRDBSQLite

/// A list or a table of values as SQLite gets it: by reference, as the argument of the table-valued function
/// `bound_rows(?)`, whose columns are `c0`, `c1` and so on.
///
/// Sources: "The Virtual Table Mechanism of SQLite" and "Pointer Passing Interfaces" (sqlite.org/vtab.html and bindptr.html).
final class SQLiteRows {
    /// A value in the few types that SQLite has; what is longer than a word stands in `text`.
    private enum Cell {
        case null
        case integer(Int64)
        case real(Double)
        case text(UnsafePointer<UInt8>, UInt64)
        case bytes(UnsafePointer<UInt8>, UInt64)
    }

    /// Row by row.
    private let cells: UnsafeMutablePointer<Cell>
    /// All texts, one after the other, so that SQLite reads them here and takes no copies.
    private let text: UnsafeMutablePointer<UInt8>
    private let width: Int
    private let count: Int

    /// The most columns a table of values can have.
    static let mostColumns = 32

    /// - Parameter columns: all of the same length.
    init(columns: [[SQLValue]]) {
        width = columns.count
        count = columns.first?.count ?? 0
        var length = 0
        for values in columns { for value in values { length += Self.length(value) } }
        cells = .allocate(capacity: width * count)
        // One byte at least, as an empty text has a place, too.
        text = .allocate(capacity: length + 1)
        var end = text
        for column in columns.indices {
            var cell = cells + column
            for value in columns[column] {
                cell.initialize(to: Self.cell(value, &end))
                cell += width
            }
        }
    }

    deinit {
        cells.deallocate()
        text.deallocate()
    }

    private static func length(_ value: SQLValue) -> Int {
        switch value {
        case .null, .integer, .instant, .real, .boolean: 0
        case .uuid: UUID.textLength
        case .text(let value), .json(let value): value.utf8.count
        case .bytes(let value): value.count
        }
    }

    /// Writes what is longer than a word to `end`, and moves that.
    private static func cell(_ value: SQLValue, _ end: inout UnsafeMutablePointer<UInt8>) -> Cell {
        let start = end
        switch value {
        case .null: return .null
        case .integer(let value), .instant(let value): return .integer(Int64(value))
        case .real(let value): return .real(value)
        case .boolean(let value): return .integer(value ? 1 : 0)
        case .uuid(let value):
            value.writeText(to: UnsafeMutableBufferPointer(start: end, count: UUID.textLength))
            end += UUID.textLength
        case .text(let value), .json(let value):
            var value = value
            value.withUTF8 { append($0, to: &end) }
        case .bytes(let value):
            value.withUnsafeBufferPointer { append($0, to: &end) }
            return .bytes(start, UInt64(value.count))
        }
        return .text(start, UInt64(end - start))
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to end: inout UnsafeMutablePointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        end.update(from: source, count: bytes.count)
        end += bytes.count
    }

    /// Only a pointer bound with this name can be the function's argument.
    private static let pointerType: StaticString = "bound_rows"

    /// Makes it the value of a statement's parameter, which are numbered from 1; the statement lets go of it when it is bound anew.
    func bind(to statement: OpaquePointer, at index: Int) -> CInt {
        Self.pointerType.withUTF8Buffer { name in
            name.withMemoryRebound(to: CChar.self) { name in
                sqlite3_bind_pointer(statement, CInt(index), Unmanaged.passRetained(self).toOpaque(), name.baseAddress) { pointer in
                    if let pointer { Unmanaged<SQLiteRows>.fromOpaque(pointer).release() }
                }
            }
        }
    }

    /// Teaches a connection the function.
    ///
    /// - Returns: SQLite's result code.
    static func register(on connection: OpaquePointer?) -> CInt {
        let module = Unmanaged.passRetained(SQLiteRowsModule())
        return sqlite3_create_module_v2(
            connection, "bound_rows", module.takeUnretainedValue().methods, module.toOpaque(),
            { module in
                if let module { Unmanaged<SQLiteRowsModule>.fromOpaque(module).release() }
            })
    }

    // MARK: For the module

    static func bound(in argument: OpaquePointer?) -> Unmanaged<SQLiteRows>? {
        pointerType.withUTF8Buffer { name in
            name.withMemoryRebound(to: CChar.self) { name in
                let pointer: UnsafeMutableRawPointer? = sqlite3_value_pointer(argument, name.baseAddress)
                return pointer.map { Unmanaged<SQLiteRows>.fromOpaque($0) }
            }
        }
    }

    func has(_ row: Int) -> Bool { row < count }

    /// What it gives is good as long as it is bound.
    func give(_ row: Int, _ column: Int, to context: OpaquePointer?) {
        guard has(row), column < width else { return sqlite3_result_null(context) }
        switch cells[row * width + column] {
        case .null: sqlite3_result_null(context)
        case .integer(let value): sqlite3_result_int64(context, value)
        case .real(let value): sqlite3_result_double(context, value)
        case .text(let start, let length):
            start.withMemoryRebound(to: CChar.self, capacity: Int(length)) {
                sqlite3_result_text64(context, $0, length, Self.notCopied, UInt8(SQLITE_UTF8))
            }
        case .bytes(let start, let length): sqlite3_result_blob64(context, start, length, Self.notCopied)
        }
    }

    /// `SQLITE_STATIC`: SQLite takes no copy.
    private static let notCopied: sqlite3_destructor_type? = nil
}

/// What SQLite calls to read rows. It lives as long as the connection that it was registered on.
private final class SQLiteRowsModule {
    /// Where a statement is in its rows. SQLite knows only the first field.
    private struct Cursor {
        var base = sqlite3_vtab_cursor()
        var rows: Unmanaged<SQLiteRows>?
        var row = 0
    }

    let methods: UnsafeMutablePointer<sqlite3_module>

    init() {
        methods = .allocate(capacity: 1)
        methods.initialize(to: sqlite3_module())
        // Without xCreate the table needs no statement that makes it.
        methods.pointee.xConnect = { connection, _, _, _, table, _ in
            let columns = (0..<SQLiteRows.mostColumns).map { "c\($0)" }.joined(separator: ", ")
            let code = sqlite3_declare_vtab(connection, "CREATE TABLE bound_rows(\(columns), source HIDDEN)")
            guard code == SQLITE_OK else { return code }
            table?.pointee = .allocate(capacity: 1)
            table?.pointee?.initialize(to: sqlite3_vtab())
            return SQLITE_OK
        }
        methods.pointee.xDisconnect = { table in
            table?.deallocate()
            return SQLITE_OK
        }
        methods.pointee.xBestIndex = { _, plan in SQLiteRowsModule.plan(plan) }
        methods.pointee.xOpen = { _, cursor in
            let opened = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
            opened.initialize(to: Cursor())
            cursor?.pointee = UnsafeMutableRawPointer(opened).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
            return SQLITE_OK
        }
        methods.pointee.xClose = { cursor in
            SQLiteRowsModule.cursor(cursor)?.deallocate()
            return SQLITE_OK
        }
        methods.pointee.xFilter = { cursor, _, _, count, arguments in
            let cursor = SQLiteRowsModule.cursor(cursor)
            cursor?.pointee.rows = count > 0 ? SQLiteRows.bound(in: arguments?[0]) : nil
            cursor?.pointee.row = 0
            return SQLITE_OK
        }
        methods.pointee.xNext = { cursor in
            SQLiteRowsModule.cursor(cursor)?.pointee.row += 1
            return SQLITE_OK
        }
        methods.pointee.xEof = { cursor in
            guard let cursor = SQLiteRowsModule.cursor(cursor), let rows = cursor.pointee.rows else { return 1 }
            return rows._withUnsafeGuaranteedRef { $0.has(cursor.pointee.row) } ? 0 : 1
        }
        methods.pointee.xColumn = { cursor, context, column in
            guard let cursor = SQLiteRowsModule.cursor(cursor), let rows = cursor.pointee.rows else { return SQLITE_OK }
            rows._withUnsafeGuaranteedRef { $0.give(cursor.pointee.row, Int(column), to: context) }
            return SQLITE_OK
        }
        methods.pointee.xRowid = { cursor, row in
            row?.pointee = Int64(SQLiteRowsModule.cursor(cursor)?.pointee.row ?? 0)
            return SQLITE_OK
        }
    }

    deinit { methods.deallocate() }

    private static func cursor(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<Cursor>? {
        cursor.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Cursor.self) }
    }

    /// The function's argument has to be known; then its rows are read from first to last, before those of any table.
    private static func plan(_ plan: UnsafeMutablePointer<sqlite3_index_info>?) -> CInt {
        guard let plan else { return SQLITE_ERROR }
        for index in 0..<Int(plan.pointee.nConstraint) where plan.pointee.aConstraint[index].iColumn == CInt(SQLiteRows.mostColumns) {
            guard plan.pointee.aConstraint[index].usable != 0, plan.pointee.aConstraint[index].op == SQLITE_INDEX_CONSTRAINT_EQ else {
                return SQLITE_CONSTRAINT
            }
            plan.pointee.aConstraintUsage[index].argvIndex = 1
            plan.pointee.aConstraintUsage[index].omit = 1
            plan.pointee.estimatedCost = 10
            plan.pointee.estimatedRows = 10
            return SQLITE_OK
        }
        return SQLITE_CONSTRAINT
    }
}
