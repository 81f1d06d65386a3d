extension HTMLExport {
    /// Every pair of colours has a contrast of 7 or more, in light and in dark.
    static let style = """
        :root { --text: #1a1a1a; --back: #ffffff; --quiet: #494949; --line: #8a8a8a; --mark: #8a1c00; }
        @media (prefers-color-scheme: dark) {
          :root { --text: #f2f2f2; --back: #121417; --quiet: #c9c9c9; --line: #777777; --mark: #ffb59e; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.45 system-ui, sans-serif; }
        main { max-width: 52rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.5rem; line-height: 1.2; margin: 0 0 .25rem; }
        h2 { font-size: 1.15rem; margin: 1.5rem 0 .25rem; }
        header p { margin: 0; color: var(--quiet); }
        ul { margin: .5rem 0; padding-left: 1.25rem; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .5rem .4rem 0; border-bottom: 1px solid var(--line); }
        td:nth-child(2) { width: 100%; overflow-wrap: anywhere; }
        td:not(:nth-child(2)) { white-space: nowrap; }
        .swimmer { display: block; }
        .number { font-weight: 700; }
        .number::before { content: "#"; }
        .details { display: block; font-size: .875rem; color: var(--quiet); }
        .state { color: var(--mark); }
        footer { font-size: .875rem; }
        footer h2 { font-size: 1rem; }
        @media (max-width: 30rem) {
          main { padding: .75rem; }
        }
        @media print {
          :root { --text: #000000; --back: #ffffff; --quiet: #333333; --line: #888888; --mark: #000000; }
          main { max-width: none; padding: 0; }
          tr, section > h2 { break-inside: avoid; }
          section > h2 { break-after: avoid; }
        }
        """
}
