/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdint.h>

#include "figure/label.h"
#include "support/leak.h"

static const qp_box page = {0, 0, 200, 100};

static qp_label beside(const qp_disc *disc)
{
    return (qp_label){.anchor = disc->centre,
                      .reach_x = disc->radius,
                      .reach_y = disc->radius,
                      .width = 40,
                      .height = 10};
}

static qp_obstacles around(const qp_disc discs[], size_t count)
{
    return (qp_obstacles){.frame = page, .discs = discs, .disc_count = count};
}

QP_TEST(discs, that_cover_each_other_are_moved_apart)
{
    qp_disc discs[] = {{{50, 50}, 8}, {{52, 50}, 4}, {{150, 50}, 4}};
    size_t moved = 0;
    cr_assert_eq(qp_discs_spread(discs, 3, 2, 20, &moved, NULL), QP_OK);
    cr_assert_eq(moved, 2);
    cr_assert_geq(qp_point_distance(discs[0].centre, discs[1].centre),
                  8 + 4 + 2 - 1e-3);
    cr_assert_float_eq(discs[2].centre.x, 150, 0);
    /* the larger gives way less: masses 64 and 16 */
    cr_assert_lt(50 - discs[0].centre.x, discs[1].centre.x - 52);
}

QP_TEST(discs, stay_near_where_they_were)
{
    qp_disc discs[] = {{{50, 50}, 30}, {{50, 50}, 30}};
    size_t moved = 0;
    cr_assert_eq(qp_discs_spread(discs, 2, 0, 6, &moved, NULL), QP_OK);
    for (int d = 0; d < 2; d++)
        cr_assert_leq(qp_point_distance(discs[d].centre, (qp_point){50, 50}),
                      6 + 1e-9);
}

QP_TEST(discs, that_cannot_be_moved_for_want_of_memory_are_a_failure)
{
    qp_disc discs[] = {{{50, 50}, 8}, {{52, 50}, 4}};
    size_t moved = 7;
    qp_memory_allow(0);
    qp_status status = qp_discs_spread(discs, 2, 2, 20, &moved, NULL);
    qp_memory_allow(QP_MEMORY_UNLIMITED);
    cr_assert_eq(status, QP_E_MEMORY);
    cr_assert_eq(moved, 7);
    cr_assert_float_eq(discs[1].centre.x, 52, 0);
}

QP_TEST(labels, stand_right_of_a_lonely_disc)
{
    const qp_disc disc = {{50, 50}, 5};
    qp_label label = beside(&disc);
    qp_obstacles none = around(&disc, 1);
    cr_assert_eq(qp_labels_place(&label, 1, &none, NULL), QP_OK);
    cr_assert(label.placed);
    cr_assert_gt(label.box.left, 55);
    cr_assert_float_eq((label.box.bottom + label.box.top) / 2, 50, 1e-9);
}

QP_TEST(labels, stay_inside_the_frame)
{
    const qp_disc disc = {{195, 97}, 3};
    qp_label label = beside(&disc);
    qp_obstacles none = around(&disc, 1);
    cr_assert_eq(qp_labels_place(&label, 1, &none, NULL), QP_OK);
    cr_assert(label.placed && qp_box_holds(&page, &label.box));
}

QP_TEST(labels, go_where_their_author_wants_them)
{
    const qp_disc disc = {{50, 50}, 5};
    qp_label label = beside(&disc);
    label.wished = true;
    label.wish = (qp_point){120, 20};
    qp_obstacles none = around(&disc, 1);
    cr_assert_eq(qp_labels_place(&label, 1, &none, NULL), QP_OK);
    cr_assert_float_eq(label.box.left, 100, 1e-9);
    cr_assert_float_eq(label.box.top, 25, 1e-9);
}

QP_TEST(labels, avoid_arcs_where_they_can)
{
    const qp_disc disc = {{50, 50}, 5};
    const qp_arc arc = {{{55, 50}, {90, 50}, {120, 50}, {160, 50}}, {160, 50}};
    const double width = 4;
    qp_label label = beside(&disc);
    qp_obstacles o = around(&disc, 1);
    o.arcs = &arc;
    o.arc_width = &width;
    o.arc_count = 1;
    cr_assert_eq(qp_labels_place(&label, 1, &o, NULL), QP_OK);
    for (int i = 0; i <= 100; i++)
        cr_assert_not(
            qp_box_meets_disc(&label.box, qp_arc_at(&arc, i / 100.0), 2));
}

/* A box so full that only some labels fit: those placed never overlap. */
QP_TEST(labels, never_cover_each_other_or_a_disc)
{
    enum { COUNT = 60 };
    qp_disc discs[COUNT];
    qp_label labels[COUNT];
    uint32_t state = 7; /* a small generator of our own */
    for (int i = 0; i < COUNT; i++) {
        state = state * 1664525u + 1013904223u;
        discs[i].centre.x = 5 + (state >> 8) % 190;
        state = state * 1664525u + 1013904223u;
        discs[i].centre.y = 5 + (state >> 8) % 90;
        discs[i].radius = 2;
        labels[i] = beside(&discs[i]);
    }
    qp_obstacles o = around(discs, COUNT);
    cr_assert_eq(qp_labels_place(labels, COUNT, &o, NULL), QP_OK);
    int placed = 0;
    for (int i = 0; i < COUNT; i++) {
        placed += labels[i].placed;
        for (int j = 0; labels[i].placed && j < COUNT; j++) {
            cr_assert_not(qp_box_meets_disc(&labels[i].box, discs[j].centre,
                                            discs[j].radius));
            cr_assert(i == j || !labels[j].placed ||
                      !qp_box_overlaps(&labels[i].box, &labels[j].box));
        }
    }
    cr_assert(placed > 5 && placed < COUNT, "%d placed", placed);
}

/* Every near place is covered by a crowd of small discs. */
QP_TEST(labels, stand_afar_with_a_line_where_there_is_no_room)
{
    enum { COUNT = 41 };
    qp_disc discs[COUNT] = {{{100, 50}, 3}};
    for (int i = 1; i < COUNT; i++) {
        double angle = i * 2 * acos(-1.0) / (COUNT - 1);
        discs[i] = (qp_disc){{100 + 11 * cos(angle), 50 + 11 * sin(angle)}, 2};
    }
    qp_label label = beside(&discs[0]);
    qp_obstacles o = around(discs, COUNT);
    cr_assert_eq(qp_labels_place(&label, 1, &o, NULL), QP_OK);
    cr_assert(label.placed && label.led);
    cr_assert_float_eq(qp_point_distance(label.leader[0], label.anchor), 3,
                       1e-9);
    cr_assert_float_eq(qp_box_distance(&label.box, label.leader[1]), 0, 1e-9);
    for (int i = 0; i < COUNT; i++)
        cr_assert_not(
            qp_box_meets_disc(&label.box, discs[i].centre, discs[i].radius));
}

/* A small disc beside a large one: a name nearer to the other would mislead. */
QP_TEST(labels, stand_nearest_to_what_they_name)
{
    const qp_disc discs[] = {{{100, 50}, 4}, {{112, 50}, 4}};
    qp_label labels[] = {beside(&discs[0]), beside(&discs[1])};
    qp_obstacles o = around(discs, 2);
    cr_assert_eq(qp_labels_place(labels, 2, &o, NULL), QP_OK);
    for (int i = 0; i < 2; i++) {
        double own = qp_box_distance(&labels[i].box, discs[i].centre);
        double other = qp_box_distance(&labels[i].box, discs[1 - i].centre);
        cr_assert(labels[i].led || own < other);
    }
}

QP_TEST(labels, that_must_be_there_are_there)
{
    const qp_box all = page;
    qp_disc cover = {{100, 50}, 300};
    qp_label label = beside(&(qp_disc){{100, 50}, 2});
    label.must = true;
    qp_obstacles o = around(&cover, 1);
    cr_assert_eq(qp_labels_place(&label, 1, &o, NULL), QP_OK);
    cr_assert(label.placed && qp_box_holds(&all, &label.box));
    label.must = false;
    cr_assert_eq(qp_labels_place(&label, 1, &o, NULL), QP_OK);
    cr_assert_not(label.placed);
}
