extension PageBox {
    /// The part of the page that shows a row with its neighbours, so that a reader sees where it stands: three rows above and
    /// below, and a little white on both sides. It may reach beyond the page.
    package var surroundings: PageBox {
        let above = min(60, max(16, (bottom - top) * 3))
        return PageBox(page: page, left: left - 18, top: top - above, right: right + 18, bottom: bottom + above)
    }
}
