extension Variable {
    /// Every variable, in the order of the documentation.
    package static let all: [Variable] =
        server + storage + limits + flags + capacity + later

    static let configurationFile = Variable(
        "HEATSYNC_CONFIG", .server, standard: "none", values: "a path",
        "A file of lines `NAME=value` with any of these variables. What the environment says wins over the file.")
    static let host = Variable(
        "HOST", .server, standard: "127.0.0.1", values: "an address of this machine",
        "Where to listen: `0.0.0.0` for other machines too, best behind a proxy that speaks HTTPS.")
    static let port = Variable("PORT", .server, standard: "8000", values: "0 to 65535", "The port to listen at; 0 takes a free one.")
    static let baseURL = Variable(
        "BASE_URL", .server, standard: "http://localhost:PORT", values: "an http or https address",
        "The address under which people reach the server; links in answers begin with it.")
    static let roles = Variable(
        "ROLES", .server, standard: "web,worker,scheduler", values: "any of web, worker, scheduler",
        "What this process does: answer requests, read documents, clean up. The same as `--role`.")
    static let trustedProxies = Variable(
        "TRUSTED_PROXIES", .server, standard: "none", values: "addresses or networks, as in 127.0.0.1,10.0.0.0/8",
        "The proxies of yours whose `X-Forwarded-For` is believed. Without it every request counts as the proxy's own.")
    static let allowedOrigins = Variable(
        "ALLOWED_ORIGINS", .server, standard: "none", values: "origins, as in https://club.example,https://meet.example:8443",
        "The sites whose pages may call the API from a browser (CORS). The web app itself needs none.")
    static let logLevel = Variable(
        "LOG_LEVEL", .server, standard: "info", values: "trace, debug, info, notice, warning, error, critical",
        "The least important messages to log.")
    static let logFormat = Variable(
        "LOG_FORMAT", .server, standard: "text on a terminal, else json", values: "json, text", "How each line of the log is written.")
    static let metricsToken = Variable(
        "METRICS_TOKEN", .server, standard: "none", values: "text",
        "What a reader of `/metrics` must send as `Authorization: Bearer`. Without it only this machine may read them.", isSecret: true)
    static let metricsPort = Variable(
        "METRICS_PORT", .server, standard: "none", values: "0 to 65535",
        "A port of its own for `/metrics` and `/api/health` at HOST, which a process without the role `web` has no other way to show.")
    static let shutdownTime = Variable(
        "SHUTDOWN_SECONDS", .server, standard: "30", values: "2 to 300",
        "The most seconds from SIGTERM to the end. Documents have half of them to be finished, requests five sixths.")
    private static let server = [
        configurationFile, host, port, baseURL, roles, trustedProxies, allowedOrigins, logLevel, logFormat, metricsToken, metricsPort,
        shutdownTime,
    ]

    static let databaseURL = Variable(
        "DATABASE_URL", .storage, standard: "SQLite in DATA_DIR", values: "postgres://user:password@host:5432/name",
        "The PostgreSQL database (15 or later), which several machines may share.", isSecret: true)
    static let supabaseDatabaseURL = Variable(
        "SUPABASE_DATABASE_URL", .storage, standard: "none", values: "as DATABASE_URL", "Used when DATABASE_URL is not set.", isSecret: true
    )
    static let dataDirectory = Variable(
        "DATA_DIR", .storage, standard: "$XDG_DATA_HOME/heatsync or ~/.local/share/heatsync", values: "a path",
        "The folder of the database and the files, where they are not elsewhere. It is made when missing.")
    static let storageURL = Variable(
        "STORAGE_URL", .storage, standard: "the folder TEMP_FILE_DIR", values: "s3://bucket/prefix?endpoint=https://host, or file:///path",
        "Where documents are kept. Several machines need an S3-compatible store; its keys may come from `AWS_ACCESS_KEY_ID` and "
            + "`AWS_SECRET_ACCESS_KEY`. Also after the question mark: `region=`, `style=path` or `virtual`, `links=on` (browsers fetch "
            + "documents from the store itself, by links that work for five minutes), and `public=https://host` (where they reach it).",
        isSecret: true)
    static let filesDirectory = Variable(
        "TEMP_FILE_DIR", .storage, standard: "DATA_DIR/files", values: "a path",
        "The folder of the documents; with an S3 store, of the pieces on their way to it.")
    private static let storage = [databaseURL, supabaseDatabaseURL, dataDirectory, storageURL, filesDirectory]

    static let documentsPerBatch = Variable(
        "MAX_PDFS_PER_BATCH", .limits, standard: "15", values: "1 to 100", "The most documents of one batch.")
    static let batchLifetime = Variable(
        "BATCH_TTL_DAYS", .limits, standard: "30", values: "1 to 365", "After so many days a batch is removed with its files.")
    static let jobsPerBatch = Variable(
        "CONCURRENT_JOBS_PER_BATCH", .limits, standard: "3", values: "1 to 100",
        "The most documents of one batch that are read at a time, over all machines.")
    static let uploadSize = Variable("MAX_UPLOAD_MB", .limits, standard: "50", values: "1 to 500", "The largest document, in MB.")
    static let creationsPerMinute = Variable(
        "BATCHES_PER_MINUTE", .limits, standard: "10", values: "1 to 100000", "The most batches that one client may begin in a minute.")
    static let filesPerDay = Variable(
        "UPLOAD_FILES_PER_DAY", .limits, standard: "500", values: "1 to 1000000", "The most files that one client may add in a day (UTC).")
    static let megabytesPerDay = Variable(
        "UPLOAD_MB_PER_DAY", .limits, standard: "5000", values: "1 to 10000000", "The most MB that one client may add in a day (UTC).")
    static let downloadExceptions = Variable(
        "DOWNLOAD_EXCEPTIONS", .limits, standard: "none", values: "addresses with ports, as in 10.0.0.7:8080",
        "Private addresses that documents may be fetched from all the same. Everything else that is not public is refused.")
    private static let limits = [
        documentsPerBatch, batchLifetime, jobsPerBatch, uploadSize, creationsPerMinute, filesPerDay, megabytesPerDay, downloadExceptions,
    ]

    static let batchAPI = Variable(
        "ENABLE_BATCH_API", .flags, standard: "true", values: "true, false",
        "Whether batches can be begun; without it the version 1 form and endpoints serve.")
    static let crawler = Variable(
        "ENABLE_CRAWLER", .flags, standard: "true", values: "true, false", "Whether the documents on a meet's page are looked for.")
    static let emails = Variable(
        "ENABLE_EMAIL_NOTIFICATIONS", .flags, standard: "false", values: "true, false", "Whether people may leave an e-mail address.")
    static let trafficPercent = Variable(
        "V2_TRAFFIC_PERCENT", .flags, standard: "100", values: "0 to 100",
        "The share of clients that get batches. A client stays on its side, and a higher share only adds clients.")
    private static let flags = [batchAPI, crawler, emails, trafficPercent]

    static let databaseConnections = Variable(
        "DATABASE_CONNECTIONS", .capacity, standard: "8", values: "2 to 200", "The most connections of this process to the database.")
    static let workerConcurrency = Variable(
        "WORKER_CONCURRENCY", .capacity, standard: "4", values: "1 to 64", "The most documents that this process works on at a time.")
    static let readerProcesses = Variable(
        "READER_PROCESSES", .capacity, standard: "one a processor", values: "1 to 64",
        "The most `pdf-reader` processes; each may take up to 512 MB.")
    static let readerExecutable = Variable(
        "HEATSYNC_PDF_READER", .capacity, standard: "the one beside the program", values: "a path", "The program that reads PDFs.")
    private static let capacity = [databaseConnections, workerConcurrency, readerProcesses, readerExecutable]

    static let aiCalls = Variable(
        "MAX_CONCURRENT_AI_CALLS", .later, standard: "10", values: "1 to 1000", "The most calls of the AI service over all machines.")
    static let playwright = Variable(
        "USE_PLAYWRIGHT_CRAWLER", .later, standard: "false", values: "true, false", "Whether pages built by script are opened in a browser."
    )
    static let aiKey = Variable("OPENAI_API_KEY", .later, standard: "none", values: "text", "The key of the AI service.", isSecret: true)
    static let aiURL = Variable(
        "OPENAI_BASE_URL", .later, standard: "https://api.openai.com/v1", values: "an http or https address", "Where the AI service is.")
    static let aiModel = Variable("OPENAI_MODEL", .later, standard: "none", values: "text", "The model to ask.")
    static let resendKey = Variable(
        "RESEND_API_KEY", .later, standard: "none", values: "text", "The key of the Resend e-mail service.", isSecret: true)
    static let sender = Variable(
        "NOTIFICATION_FROM_EMAIL", .later, standard: "none", values: "an e-mail address", "The sender of notifications.")
    static let mailURL = Variable(
        "SMTP_URL", .later, standard: "none", values: "smtp://user:password@host:587 or smtps://...", "The mail server.", isSecret: true)
    static let adminKey = Variable("ADMIN_KEY", .later, standard: "none", values: "text", "The key of the admin API.", isSecret: true)
    static let cron = Variable(
        "CRON_ENABLED", .later, standard: "false", values: "true, false", "Whether maintenance may be started from outside.")
    static let cronSecret = Variable(
        "MAINTENANCE_CRON_SECRET", .later, standard: "none", values: "text", "What such a start must bring along.", isSecret: true)
    private static let later = [
        aiCalls, playwright, aiKey, aiURL, aiModel, resendKey, sender, mailURL, adminKey, cron, cronSecret,
    ]
}
