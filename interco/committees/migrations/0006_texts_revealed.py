from typing import Any

from django.db import migrations, models


def keep_what_was_shown(apps: Any, schema_editor: Any) -> None:
    """Texts of a revealed round were all shown; which ones of the others were is not known, and they stay hidden."""
    text, round_ = apps.get_model("committees", "ProposalText"), apps.get_model("committees", "Round")
    shown = round_.objects.filter(pk=models.OuterRef("round_id")).values("revealed_at")
    text.objects.filter(round__revealed_at__isnull=False).update(revealed_at=models.Subquery(shown))


class Migration(migrations.Migration):

    dependencies = [
        ('committees', '0005_follow_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposaltext',
            name='revealed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(keep_what_was_shown, migrations.RunPython.noop, elidable=True),
    ]
