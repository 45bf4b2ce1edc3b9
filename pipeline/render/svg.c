/* SPDX-License-Identifier: MIT */
#include "render/svg.h"

#include <assert.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Everything that Graphviz's figures are made of. */
static const char *const elements[] = {
    "svg",      "g",        "title",          "desc",
    "a",        "text",     "tspan",          "path",
    "stop",     "ellipse",  "defs",           "polygon",
    "polyline", "textPath", "linearGradient", "radialGradient"};

static const char *const attributes[] = {"baseline-shift",
                                         "class",
                                         "cx",
                                         "cy",
                                         "d",
                                         "dy",
                                         "fill",
                                         "fill-opacity",
                                         "font-family",
                                         "font-size",
                                         "font-stretch",
                                         "font-style",
                                         "font-weight",
                                         "fx",
                                         "fy",
                                         "gradientUnits",
                                         "height",
                                         "id",
                                         "offset",
                                         "points",
                                         "r",
                                         "rx",
                                         "ry",
                                         "startOffset",
                                         "stroke",
                                         "stroke-dasharray",
                                         "stroke-opacity",
                                         "stroke-width",
                                         "style",
                                         "target",
                                         "text-anchor",
                                         "text-decoration",
                                         "transform",
                                         "viewBox",
                                         "width",
                                         "x",
                                         "x1",
                                         "x2",
                                         "xlink:href",
                                         "xlink:title",
                                         "xmlns",
                                         "xmlns:xlink",
                                         "y",
                                         "y1",
                                         "y2"};

enum {
    ELEMENT_COUNT = sizeof elements / sizeof *elements,
    ATTRIBUTE_COUNT = sizeof attributes / sizeof *attributes,
    MOST_DEPTH = 16,
};

typedef struct {
    const char *start;
    size_t size;
} slice;

/** A drawing on its way from `at` to `out`. */
typedef struct {
    const char *at;  ///< next byte
    const char *end; ///< there stands a '\0'
    const qp_layout *layout;
    qp_text *out;
    slice open[MOST_DEPTH]; ///< [depth] the elements that surround `at`
    size_t depth;
    size_t strong; ///< depth of the group whose texts are bold; 0: none
    bool has_root;
    size_t nodes;
    size_t edges;
    const char *defect; ///< what is wrong, or NULL
    slice culprit;
} scan;

static bool refuse(scan *s, const char *defect, slice culprit)
{
    s->defect = defect;
    s->culprit = culprit;
    return false;
}

static bool is(slice text, const char *word)
{
    return text.size == strlen(word) &&
           memcmp(text.start, word, text.size) == 0;
}

static bool begins(slice text, const char *word)
{
    size_t size = strlen(word);
    return text.size >= size && memcmp(text.start, word, size) == 0;
}

/* Its place in a list of words, or `count`. */
static size_t place_of(slice text, const char *const words[], size_t count)
{
    size_t w = 0;
    while (w < count && !is(text, words[w]))
        w++;
    return w;
}

/* ---- characters */

static bool is_character(unsigned long code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) ||
           (code >= 0x10000 && code <= 0x10FFFF);
}

/* Bytes of the entity or character reference at the start; 0: there is none. */
static size_t entity_size(slice text)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                        "&apos;"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
        if (begins(text, names[n]))
            return strlen(names[n]);
    if (!begins(text, "&#"))
        return 0;
    bool hexadecimal = begins(text, "&#x");
    const char *digits = text.start + (hexadecimal ? 3 : 2);
    if (!isxdigit((unsigned char)*digits))
        return 0;
    char *end = NULL;
    unsigned long code = strtoul(digits, &end, hexadecimal ? 16 : 10);
    return *end == ';' && is_character(code) ? (size_t)(end + 1 - text.start)
                                             : 0;
}

/* Bytes of the character that XML sees at the start; 0: it may not stand. */
static size_t character_size(slice text)
{
    unsigned char first = (unsigned char)text.start[0];
    if (first == '&')
        return entity_size(text);
    if (first < 0x80)
        return is_character(first) && first != '<';
    bool not_xml = begins(text, "\xEF\xBF\xBE") || begins(text, "\xEF\xBF\xBF");
    return not_xml ? 0 : qp_text_character(text.start, text.size);
}

static bool check_characters(scan *s, slice text)
{
    for (size_t at = 0; at < text.size;) {
        slice rest = {text.start + at, text.size - at};
        size_t step = character_size(rest);
        if (step == 0)
            return refuse(s, "a character that XML has not", rest);
        at += step;
    }
    return true;
}

/* ---- what the figure says of itself */

/* A label's text as XML: doubled backslashes are one, entities are kept. */
static void add_label(qp_text *out, const qp_text *label)
{
    const char *end = qp_text_string(label) + label->size;
    for (const char *at = qp_text_string(label); at < end; at++) {
        slice rest = {at, (size_t)(end - at)};
        if (begins(rest, "\\\\"))
            at++;
        if (*at == '&' && entity_size(rest) == 0)
            qp_text_add(out, "&amp;");
        else if (*at == '<')
            qp_text_add(out, "&lt;");
        else
            qp_text_add_bytes(out, at, 1);
    }
}

static bool add_statement(scan *s, const char *element, const qp_text *label)
{
    if (label->size == 0)
        return true;
    qp_text_addf(s->out, "\n<%s id=\"figure-%s\">", element, element);
    size_t start = s->out->size;
    add_label(s->out, label);
    if (s->out->failed)
        return true;
    slice added = {s->out->bytes + start, s->out->size - start};
    bool sound = check_characters(s, added);
    qp_text_addf(s->out, "</%s>", element);
    return sound;
}

static bool add_root_attributes(scan *s)
{
    const qp_layout *l = s->layout;
    const char *title = l->title.size > 0 ? "figure-title" : "";
    const char *desc = l->description.size > 0 ? "figure-desc" : "";
    qp_text_add(s->out, " role=\"img\"");
    if (*title != '\0' || *desc != '\0')
        qp_text_addf(s->out, " aria-labelledby=\"%s%s%s\"", title,
                     *title != '\0' && *desc != '\0' ? " " : "", desc);
    const char *language = qp_text_string(&l->language);
    slice shown = {language, l->language.size};
    for (const char *c = language; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && *c != '-')
            return refuse(s, "a language that is none", shown);
    if (*language != '\0')
        qp_text_addf(s->out, " xml:lang=\"%s\" lang=\"%s\"", language,
                     language);
    return true;
}

/* ---- tags */

static void skip_blanks(scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at) != NULL)
        s->at++;
}

static slice take_name(scan *s)
{
    slice name = {s->at, 0};
    while (isalnum((unsigned char)*s->at) || *s->at == '-' || *s->at == ':')
        s->at++;
    name.size = (size_t)(s->at - name.start);
    return name;
}

/* Into the figure or to the web; nothing is loaded, nothing is run. */
static bool leads_well(slice name, slice value)
{
    if (is(name, "xlink:href") && !begins(value, "#") &&
        !begins(value, "https://") && !begins(value, "http://"))
        return false;
    if (is(name, "xlink:title"))
        return true; /* words, whatever they say */
    for (size_t at = 0; at + 4 < value.size; at++)
        if (strncasecmp(value.start + at, "url(", 4) == 0 &&
            value.start[at + 4] != '#')
            return false;
    return true;
}

/* The first word of a class says what a group is, another how it is set. */
static void heed_class(scan *s, slice value)
{
    const char *end = value.start + value.size;
    for (slice word = {value.start, 0}; word.start < end;
         word.start += word.size + 1) {
        const char *blank = memchr(word.start, ' ', (size_t)(end - word.start));
        word.size = (size_t)((blank != NULL ? blank : end) - word.start);
        bool first = word.start == value.start;
        s->nodes += first && is(word, "node");
        s->edges += first && is(word, "edge");
        if (is(word, "strong") && s->strong == 0)
            s->strong = s->depth + 1;
    }
}

static bool copy_value(scan *s, slice element, slice name)
{
    const char *quote = s->at[0] == '=' && s->at[1] == '"'
                            ? strchr(s->at + 2, '"')
                            : NULL;
    if (quote == NULL)
        return refuse(s, "an attribute without a value", name);
    slice value = {s->at + 2, (size_t)(quote - s->at - 2)};
    s->at = quote + 1;
    if (!check_characters(s, value))
        return false;
    if (!leads_well(name, value))
        return refuse(s, "a link that leads elsewhere", value);
    if (is(element, "g") && is(name, "class"))
        heed_class(s, value);
    if (s->strong > 0 && is(name, "font-weight"))
        return true; /* it is bold already */
    if (is(value, "transparent") && (is(name, "stroke") || is(name, "fill")))
        value = (slice){"none", 4};
    qp_text_addf(s->out, " %.*s=\"", (int)name.size, name.start);
    qp_text_add_bytes(s->out, value.start, value.size);
    qp_text_add(s->out, "\"");
    return true;
}

static bool copy_attributes(scan *s, slice element)
{
    uint64_t seen = 0;
    static_assert(ATTRIBUTE_COUNT <= 64, "one bit an attribute");
    for (;;) {
        skip_blanks(s);
        if (*s->at == '>' || *s->at == '/')
            return true;
        slice name = take_name(s);
        size_t place = place_of(name, attributes, ATTRIBUTE_COUNT);
        if (place == ATTRIBUTE_COUNT)
            return refuse(s, "an attribute", name);
        if (seen >> place & 1)
            return refuse(s, "a repeated attribute", name);
        seen |= (uint64_t)1 << place;
        if (!copy_value(s, element, name))
            return false;
    }
}

/* `>` or `/>`, and for the root what belongs to it. */
static bool end_tag(scan *s, slice element, bool root)
{
    if (root && !add_root_attributes(s))
        return false;
    if (begins((slice){s->at, (size_t)(s->end - s->at)}, "/>")) {
        qp_text_add(s->out, "/>");
        s->at += 2;
        return true;
    }
    if (*s->at != '>' || s->depth == MOST_DEPTH)
        return refuse(s, "a tag out of place", element);
    qp_text_add(s->out, ">");
    s->at++;
    s->open[s->depth++] = element;
    return !root || (add_statement(s, "title", &s->layout->title) &&
                     add_statement(s, "desc", &s->layout->description));
}

static bool copy_open_tag(scan *s)
{
    s->at++;
    slice element = take_name(s);
    bool root = is(element, "svg");
    if (element.size == 0)
        element.size = strcspn(element.start, "> ");
    if (place_of(element, elements, ELEMENT_COUNT) == ELEMENT_COUNT)
        return refuse(s, "an element", element);
    if (root == (s->depth > 0) || (root && s->has_root))
        return refuse(s, "a tag out of place", element);
    s->has_root = true;
    qp_text_addf(s->out, "<%.*s", (int)element.size, element.start);
    if (s->strong > 0 && is(element, "text"))
        qp_text_add(s->out, " font-weight=\"bold\"");
    return copy_attributes(s, element) && end_tag(s, element, root);
}

static bool copy_close_tag(scan *s)
{
    s->at += 2;
    slice element = take_name(s);
    slice *innermost = s->depth > 0 ? &s->open[s->depth - 1] : NULL;
    if (innermost == NULL || *s->at != '>' || innermost->size != element.size ||
        memcmp(innermost->start, element.start, element.size) != 0)
        return refuse(s, "a tag out of place", element);
    s->at++;
    if (s->strong == s->depth)
        s->strong = 0;
    s->depth--;
    qp_text_addf(s->out, "</%.*s>", (int)element.size, element.start);
    return true;
}

/* ---- the drawing, token by token */

static bool skip_past(scan *s, const char *mark)
{
    slice rest = {s->at, (size_t)(s->end - s->at)};
    const char *found = strstr(s->at, mark);
    if (found == NULL)
        return refuse(s, "no end of", rest);
    s->at = found + strlen(mark);
    if (*s->at == '\n')
        s->at++;
    return true;
}

static bool skip_comment(scan *s)
{
    return skip_past(s, "-->");
}

/* Names of the graph, of nodes and of edges. */
static bool skip_title(scan *s)
{
    return skip_past(s, "</title>");
}

/* The declaration and the document type, before the root only. */
static bool skip_prolog(scan *s)
{
    slice rest = {s->at, (size_t)(s->end - s->at)};
    return s->has_root ? refuse(s, "a tag out of place", rest)
                       : skip_past(s, ">");
}

static bool copy_text(scan *s)
{
    slice text = {s->at, strcspn(s->at, "<")};
    s->at += text.size;
    if (s->depth > 0) {
        qp_text_add_bytes(s->out, text.start, text.size);
        return check_characters(s, text);
    }
    return strspn(text.start, " \t\r\n") >= text.size ||
           refuse(s, "a text outside", text);
}

static bool copy_token(scan *s)
{
    static const struct {
        const char *mark;
        bool (*handle)(scan *s);
    } tokens[] = {
        {"<!--", skip_comment},
        {"<?xml ", skip_prolog},
        {"<!DOCTYPE", skip_prolog},
        {"<title>", skip_title},
        {"</", copy_close_tag},
        {"<", copy_open_tag},
        {"", copy_text},
    };
    slice rest = {s->at, (size_t)(s->end - s->at)};
    size_t t = 0;
    while (!begins(rest, tokens[t].mark))
        t++;
    return tokens[t].handle(s);
}

static qp_status tell_defect(const scan *s, const char *name, qp_error *err)
{
    char shown[QP_SHOWN_SIZE];
    qp_text_shown(s->culprit.start, s->culprit.size, shown);
    return qp_fail(err, QP_E_CHILD,
                   "%s: Graphviz drew what no figure holds: %s '%s'", name,
                   s->defect, shown);
}

qp_status qp_svg_finish(const qp_layout *layout, const char *name, qp_text *svg,
                        qp_error *err)
{
    const char *drawn = qp_text_string(&layout->svg);
    scan s = {.at = drawn,
              .end = drawn + layout->svg.size,
              .layout = layout,
              .out = svg};
    qp_text_add(svg, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    while (s.at < s.end && s.defect == NULL)
        copy_token(&s);
    qp_text_add(svg, "\n");

    if (svg->failed)
        return qp_text_status(svg, err);
    if (s.defect != NULL)
        return tell_defect(&s, name, err);
    if (!s.has_root || s.depth > 0)
        return qp_fail(err, QP_E_CHILD, "%s: Graphviz drew no whole picture",
                       name);
    if (s.nodes != layout->node_count || s.edges != layout->edge_count)
        return qp_fail(err, QP_E_CHILD,
                       "%s: Graphviz drew %zu of %zu nodes and %zu of %zu "
                       "edges",
                       name, s.nodes, layout->node_count, s.edges,
                       layout->edge_count);
    return QP_OK;
}
