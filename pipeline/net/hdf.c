/* SPDX-License-Identifier: MIT */
#include "net/hdf.h"

#include <errno.h>
#include <hdf5.h>
#include <string.h>

#include "core/text.h"

enum { GROWTH = 1 << 20, CLOSED = -1 };

static qp_status refuse(const char *path, const char *name, const char *what,
                        qp_error *err)
{
    return qp_fail(err, QP_E_FORMAT, "%s: %s: %s", path, name, what);
}

static qp_status refuse_writing(const char *path, qp_error *err)
{
    return qp_fail(err, QP_E_IO, "%s: cannot be written: %s", path,
                   errno != 0 ? strerror(errno) : "HDF5 failed");
}

/* Of a file, or of an image in memory. */
static hid_t access_to(bool image)
{
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
    hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    bool driver = image ? H5Pset_fapl_core(access, GROWTH, false) >= 0
                        : H5Pset_fapl_sec2(access) >= 0 &&
                              H5Pset_file_locking(access, false, true) >= 0;
    if (access < 0 || !driver ||
        H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V18) < 0) {
        H5Pclose(access);
        return CLOSED;
    }
    return access;
}

qp_status qp_hdf_create(qp_hdf *hdf, const qp_draft *draft, size_t block,
                        qp_error *err)
{
    errno = 0;
    hid_t access = access_to(false);
    hid_t creation = H5Pcreate(H5P_FILE_CREATE);
    hid_t file = CLOSED;
    if (H5Pset_obj_track_times(creation, false) >= 0 &&
        H5Pset_userblock(creation, block) >= 0)
        file = H5Fcreate(draft->beside, H5F_ACC_TRUNC, creation, access);
    H5Pclose(creation);
    H5Pclose(access);
    *hdf = (qp_hdf){file, draft->path, 0};
    return file >= 0 ? QP_OK : refuse_writing(draft->path, err);
}

qp_status qp_hdf_open(qp_hdf *hdf, const char *path, const void *bytes,
                      size_t size, qp_error *err)
{
    hid_t access = access_to(true);
    /* HDF5 copies the image and does not write to ours. */
    union {
        const void *in;
        void *out;
    } image = {bytes};
    bool set = H5Pset_file_image(access, image.out, size) >= 0;
    /* HDF5 takes images of one name for one file; there is no file of this
     * name. */
    qp_text name = {0};
    qp_text_addf(&name, "%s (image)", path);
    qp_status status = qp_text_status(&name, err);
    hid_t file = set && status == QP_OK
                     ? H5Fopen(name.bytes, H5F_ACC_RDONLY, access)
                     : CLOSED;
    qp_text_clear(&name);
    H5Pclose(access);
    *hdf = (qp_hdf){file, path, size};
    if (status != QP_OK)
        return status;
    return file >= 0 ? QP_OK : refuse(path, "/", "is not HDF5", err);
}

qp_status qp_hdf_group(qp_hdf *hdf, const char *name, qp_error *err)
{
    hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
    (void)H5Pset_obj_track_times(creation, false);
    hid_t group = H5Gcreate2(hdf->file, name, H5P_DEFAULT, creation,
                             H5P_DEFAULT);
    H5Pclose(creation);
    if (group < 0)
        return refuse_writing(hdf->path, err);
    H5Gclose(group);
    return QP_OK;
}

/* On disk little endian, in memory as the machine has it. */
static hid_t type_of(qp_hdf_type type, bool on_disk)
{
    switch (type) {
    case QP_HDF_U8:
        return H5T_STD_U8LE;
    case QP_HDF_U16:
        return on_disk ? H5T_STD_U16LE : H5T_NATIVE_UINT16;
    case QP_HDF_U32:
        return on_disk ? H5T_STD_U32LE : H5T_NATIVE_UINT32;
    case QP_HDF_I32:
        return on_disk ? H5T_STD_I32LE : H5T_NATIVE_INT32;
    case QP_HDF_U64:
        return on_disk ? H5T_STD_U64LE : H5T_NATIVE_UINT64;
    case QP_HDF_F64:
        return on_disk ? H5T_IEEE_F64LE : H5T_NATIVE_DOUBLE;
    }
    return CLOSED;
}

static hid_t space_of(size_t count, size_t width)
{
    hsize_t sizes[2] = {count, width};
    return H5Screate_simple(width > 1 ? 2 : 1, sizes, NULL);
}

qp_status qp_hdf_put(qp_hdf *hdf, const char *name, qp_hdf_form form,
                     const void *values, size_t count, qp_error *err)
{
    hid_t space = space_of(count, form.width);
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    (void)H5Pset_obj_track_times(creation, false);
    hid_t set = H5Dcreate2(hdf->file, name, type_of(form.type, true), space,
                           H5P_DEFAULT, creation, H5P_DEFAULT);
    bool put = set >= 0 &&
               (count == 0 || H5Dwrite(set, type_of(form.type, false), H5S_ALL,
                                       H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Dclose(set);
    H5Pclose(creation);
    H5Sclose(space);
    return put ? QP_OK : refuse_writing(hdf->path, err);
}

qp_status qp_hdf_note(qp_hdf *hdf, const char *group, const char *name,
                      const char *text, qp_error *err)
{
    hid_t where = H5Gopen2(hdf->file, group, H5P_DEFAULT);
    hid_t space = H5Screate(H5S_SCALAR);
    hid_t type = H5Tcopy(H5T_C_S1);
    size_t size = 1;
    while (text[size - 1] != '\0')
        size++;
    bool made = H5Tset_size(type, size) >= 0 &&
                H5Tset_cset(type, H5T_CSET_UTF8) >= 0;
    hid_t note = made ? H5Acreate2(where, name, type, space, H5P_DEFAULT,
                                   H5P_DEFAULT)
                      : CLOSED;
    made = note >= 0 && H5Awrite(note, type, text) >= 0;
    H5Aclose(note);
    H5Tclose(type);
    H5Sclose(space);
    H5Gclose(where);
    return made ? QP_OK : refuse_writing(hdf->path, err);
}

bool qp_hdf_has(const qp_hdf *hdf, const char *name)
{
    return H5Lexists(hdf->file, name, H5P_DEFAULT) > 0;
}

qp_status qp_hdf_noted(const qp_hdf *hdf, const char *group, const char *name,
                       char *text, size_t size, qp_error *err)
{
    hid_t note = H5Aopen_by_name(hdf->file, group, name, H5P_DEFAULT,
                                 H5P_DEFAULT);
    hid_t type = note >= 0 ? H5Aget_type(note) : CLOSED;
    bool fits = type >= 0 && H5Tget_class(type) == H5T_STRING &&
                H5Tis_variable_str(type) == 0 && H5Tget_size(type) <= size &&
                H5Aget_storage_size(note) <= size;
    if (fits)
        memset(text, 0, size); /* not every writer ends a text */
    fits = fits && H5Aread(note, type, text) >= 0;
    if (fits)
        text[size - 1] = '\0';
    H5Tclose(type);
    H5Aclose(note);
    return fits ? QP_OK
                : refuse(hdf->path, name, "is missing or misshapen", err);
}

/* Does a column have this width, and how many rows? Not more than the file
 * has bytes, whatever it says of itself. */
static bool measure(const qp_hdf *hdf, hid_t set, size_t width, size_t *count)
{
    hsize_t sizes[2] = {0, 1};
    hid_t space = H5Dget_space(set);
    int rank = H5Sget_simple_extent_ndims(space);
    bool fits = (rank == 1 && width == 1) || (rank == 2 && width > 1);
    fits = fits && H5Sget_simple_extent_dims(space, sizes, NULL) == rank &&
           (rank == 1 || sizes[1] == width) && sizes[0] <= hdf->size;
    H5Sclose(space);
    *count = fits ? (size_t)sizes[0] : 0;
    return fits;
}

qp_status qp_hdf_rows(const qp_hdf *hdf, const char *name, size_t width,
                      size_t *count, qp_error *err)
{
    hid_t set = H5Dopen2(hdf->file, name, H5P_DEFAULT);
    bool fits = set >= 0 && measure(hdf, set, width, count);
    H5Dclose(set);
    return fits ? QP_OK
                : refuse(hdf->path, name, "is missing or misshapen", err);
}

qp_status qp_hdf_take(const qp_hdf *hdf, const char *name, qp_hdf_form form,
                      void *values, size_t count, qp_error *err)
{
    size_t rows = 0;
    hid_t set = H5Dopen2(hdf->file, name, H5P_DEFAULT);
    bool taken = set >= 0 && measure(hdf, set, form.width, &rows) &&
                 rows == count &&
                 (count == 0 || H5Dread(set, type_of(form.type, false), H5S_ALL,
                                        H5S_ALL, H5P_DEFAULT, values) >= 0);
    H5Dclose(set);
    return taken ? QP_OK
                 : refuse(hdf->path, name, "is missing or misshapen", err);
}

qp_status qp_hdf_finish(qp_hdf *hdf, qp_error *err)
{
    const char *path = hdf->path;
    errno = 0;
    bool whole = H5Fflush(hdf->file, H5F_SCOPE_GLOBAL) >= 0 &&
                 H5Fclose(hdf->file) >= 0;
    if (whole)
        *hdf = (qp_hdf){CLOSED, NULL, 0};
    return whole ? QP_OK : refuse_writing(path, err);
}

void qp_hdf_close(qp_hdf *hdf)
{
    if (hdf->path != NULL && hdf->file >= 0)
        H5Fclose(hdf->file);
    *hdf = (qp_hdf){CLOSED, NULL, 0};
}
