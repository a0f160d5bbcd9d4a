from django.db import migrations


def join_the_first_office(apps, editor):
    """Whoever could sign in could decide: they are reviewers now. Superusers are administrators everywhere."""
    people = apps.get_model("auth", "User").objects.filter(is_superuser=False)
    if not people.exists():
        return
    office, _ = apps.get_model("office", "Office").objects.get_or_create(
        database="default", defaults={"slug": "main"}
    )
    Membership = apps.get_model("office", "Membership")
    Membership.objects.bulk_create(Membership(person=p, office=office, role="reviewer") for p in people)


class Migration(migrations.Migration):
    dependencies = [("office", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(join_the_first_office, migrations.RunPython.noop)]
