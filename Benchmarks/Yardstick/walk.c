// The yardstick of reading: one thread of PDFium that opens a document and walks every character of every page, asking for what it
// is and where it stands. It keeps nothing and sends nothing.
//
// Usage: walk FILE ROUNDS
// Prints the fastest round in milliseconds, the pages and the characters.

#include "../../Sources/CPDFium/pdfium.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size);
    if (bytes != NULL && fread(bytes, 1, *size, file) != *size) *size = 0;
    fclose(file);
    return bytes;
}

// What is asked for must be used, or the compiler may leave out the question.
static volatile double sum;

static long walk(FPDF_DOCUMENT document, int pages) {
    long characters = 0;
    for (int i = 0; i < pages; i++) {
        FPDF_PAGE page = FPDF_LoadPage(document, i);
        FPDF_TEXTPAGE text = FPDFText_LoadPage(page);
        int count = FPDFText_CountChars(text);
        for (int c = 0; c < count; c++) {
            double left = 0, right = 0, bottom = 0, top = 0;
            FPDFText_GetCharBox(text, c, &left, &right, &bottom, &top);
            sum += FPDFText_GetUnicode(text, c) + left;
        }
        characters += count;
        FPDFText_ClosePage(text);
        FPDF_ClosePage(page);
    }
    return characters;
}

int main(int argc, char **argv) {
    size_t size = 0;
    char *bytes = argc == 3 ? read_file(argv[1], &size) : NULL;
    if (bytes == NULL || size == 0) {
        fprintf(stderr, "usage: walk FILE ROUNDS\n");
        return 64;
    }
    const char *no_fonts = NULL;
    FPDF_LIBRARY_CONFIG configuration = {2, &no_fonts, NULL, 0};
    FPDF_InitLibraryWithConfig(&configuration);

    double best = 1e300;
    int pages = 0;
    long characters = 0;
    for (int round = atoi(argv[2]); round > 0; round--) {
        double start = milliseconds();
        FPDF_DOCUMENT document = FPDF_LoadMemDocument64(bytes, size, NULL);
        pages = FPDF_GetPageCount(document);
        characters = walk(document, pages);
        FPDF_CloseDocument(document);
        double time = milliseconds() - start;
        if (time < best) best = time;
    }
    printf("%.3f %d %ld\n", best, pages, characters);
    return 0;
}
