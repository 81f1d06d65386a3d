import Logging
import Web

extension AppPages {
    /// The web app as it is installed; nil, with a word in the log, when its files are missing or broken: the API works without.
    static func installed(logger: Logger) -> AppPages? {
        guard let folder = ResourceFolder.find() else {
            logger.error("The web app's files are missing beside the program", metadata: ["folder.name": "\(ResourceFolder.name)"])
            return nil
        }
        do {
            return try AppPages(folder: folder)
        } catch {
            logger.error("The web app's files cannot be used", metadata: ["folder.path": "\(folder)", "error": "\(error)"])
            return nil
        }
    }
}
