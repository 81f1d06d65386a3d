// The functions of PDFium's public C interface that HeatSync calls, and no others.
//
// Written for the version pinned in scripts/bootstrap. The library comes without headers; the declarations follow PDFium's
// public/*.h, which are the reference for what each function does.

#ifndef HEATSYNC_PDFIUM_H
#define HEATSYNC_PDFIUM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fpdf_document_t__ *FPDF_DOCUMENT;
typedef struct fpdf_page_t__ *FPDF_PAGE;
typedef struct fpdf_textpage_t__ *FPDF_TEXTPAGE;
typedef struct fpdf_pageobject_t__ *FPDF_PAGEOBJECT;
typedef struct fpdf_annotation_t__ *FPDF_ANNOTATION;
typedef struct fpdf_bitmap_t__ *FPDF_BITMAP;
typedef int FPDF_BOOL;

typedef struct FPDF_LIBRARY_CONFIG_ {
    int version; // 2: the fields below and no more
    const char **m_pUserFontPaths;
    void *m_pIsolate;
    unsigned int m_v8EmbedderSlot;
} FPDF_LIBRARY_CONFIG;

typedef struct FS_MATRIX_ {
    float a, b, c, d, e, f;
} FS_MATRIX;

typedef struct FS_RECTF_ {
    float left, top, right, bottom; // y grows up: top >= bottom
} FS_RECTF;

typedef struct FPDF_FILEWRITE_ {
    int version; // 1
    int (*WriteBlock)(struct FPDF_FILEWRITE_ *file, const void *data, unsigned long size); // 0 if it failed
} FPDF_FILEWRITE;

// Not PDFium's: a file to write to that knows what it belongs to.
typedef struct {
    FPDF_FILEWRITE file;
    void *context;
} FILEWRITE_WITH_CONTEXT;

// Results of FPDF_GetLastError.
enum {
    FPDF_ERR_SUCCESS = 0,
    FPDF_ERR_UNKNOWN = 1,
    FPDF_ERR_FILE = 2,
    FPDF_ERR_FORMAT = 3,
    FPDF_ERR_PASSWORD = 4,
    FPDF_ERR_SECURITY = 5,
    FPDF_ERR_PAGE = 6,
};

// fpdfview.h
void FPDF_InitLibraryWithConfig(const FPDF_LIBRARY_CONFIG *config);
FPDF_DOCUMENT FPDF_LoadMemDocument64(const void *data, size_t size, const char *password);
unsigned long FPDF_GetLastError(void);
int FPDF_GetPageCount(FPDF_DOCUMENT document);
void FPDF_CloseDocument(FPDF_DOCUMENT document);
FPDF_PAGE FPDF_LoadPage(FPDF_DOCUMENT document, int index);
float FPDF_GetPageWidthF(FPDF_PAGE page);
float FPDF_GetPageHeightF(FPDF_PAGE page);
FPDF_BOOL FPDF_GetPageBoundingBox(FPDF_PAGE page, FS_RECTF *box);
void FPDF_ClosePage(FPDF_PAGE page);
enum { FPDFBITMAP_BGRX = 3 };
enum { FPDF_RENDER_ANNOTATIONS = 0x01 };
FPDF_BITMAP FPDFBitmap_CreateEx(int width, int height, int format, void *first_scan, int stride); // NULL scan: its own memory
FPDF_BOOL FPDFBitmap_FillRect(FPDF_BITMAP bitmap, int left, int top, int width, int height, unsigned long argb);
void *FPDFBitmap_GetBuffer(FPDF_BITMAP bitmap);
int FPDFBitmap_GetStride(FPDF_BITMAP bitmap);
void FPDFBitmap_Destroy(FPDF_BITMAP bitmap);
// The page, scaled to the given size in pixels, with its corner at the given pixel.
void FPDF_RenderPageBitmap(
    FPDF_BITMAP bitmap, FPDF_PAGE page, int left, int top, int width, int height, int quarter_turns, int flags);

// fpdf_text.h
FPDF_TEXTPAGE FPDFText_LoadPage(FPDF_PAGE page);
void FPDFText_ClosePage(FPDF_TEXTPAGE page);
int FPDFText_CountChars(FPDF_TEXTPAGE page);
unsigned int FPDFText_GetUnicode(FPDF_TEXTPAGE page, int index);
FPDF_PAGEOBJECT FPDFText_GetTextObject(FPDF_TEXTPAGE page, int index);
int FPDFText_IsGenerated(FPDF_TEXTPAGE page, int index);
FPDF_BOOL FPDFText_GetCharBox(FPDF_TEXTPAGE page, int index, double *left, double *right, double *bottom, double *top);
FPDF_BOOL FPDFText_GetLooseCharBox(FPDF_TEXTPAGE page, int index, FS_RECTF *box);
FPDF_BOOL FPDFText_GetMatrix(FPDF_TEXTPAGE page, int index, FS_MATRIX *matrix);
double FPDFText_GetFontSize(FPDF_TEXTPAGE page, int index);
FPDF_BOOL FPDFText_GetCharOrigin(FPDF_TEXTPAGE page, int index, double *x, double *y);

// fpdf_edit.h, fpdf_transformpage.h, fpdf_save.h
int FPDFPage_GetRotation(FPDF_PAGE page); // quarter turns, clockwise
FPDF_BOOL FPDFPage_TransFormWithClip(FPDF_PAGE page, const FS_MATRIX *matrix, const FS_RECTF *clip);
FPDF_PAGEOBJECT FPDFPageObj_CreateNewRect(float x, float y, float width, float height);
FPDF_BOOL FPDFPageObj_SetFillColor(FPDF_PAGEOBJECT object, unsigned int r, unsigned int g, unsigned int b, unsigned int a);
void FPDFPageObj_SetBlendMode(FPDF_PAGEOBJECT object, const char *mode);
void FPDFPageObj_Destroy(FPDF_PAGEOBJECT object);
FPDF_BOOL FPDFPath_SetDrawMode(FPDF_PAGEOBJECT path, int fill, FPDF_BOOL stroke); // fill: 0 none, 1 even-odd, 2 winding
unsigned long FPDF_GetFileIdentifier(FPDF_DOCUMENT document, int type, void *buffer, unsigned long length); // 0: permanent
FPDF_BOOL FPDF_SaveAsCopy(FPDF_DOCUMENT document, FPDF_FILEWRITE *file, unsigned long flags);

// fpdf_annot.h
enum { FPDF_ANNOT_STAMP = 13 };
enum { FPDF_ANNOT_FLAG_PRINT = 1 << 2, FPDF_ANNOT_FLAG_READONLY = 1 << 6 };
FPDF_ANNOTATION FPDFPage_CreateAnnot(FPDF_PAGE page, int subtype);
FPDF_BOOL FPDFAnnot_SetRect(FPDF_ANNOTATION annotation, const FS_RECTF *rect);
FPDF_BOOL FPDFAnnot_SetFlags(FPDF_ANNOTATION annotation, int flags);
FPDF_BOOL FPDFAnnot_AppendObject(FPDF_ANNOTATION annotation, FPDF_PAGEOBJECT object);
void FPDFPage_CloseAnnot(FPDF_ANNOTATION annotation);

#ifdef __cplusplus
}
#endif

#endif
